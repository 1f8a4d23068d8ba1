#include "twin/support/json_fields.h"

#include "twin/support/json_walk.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace twin {

namespace {

constexpr char kStep = '\x1f'; ///< between the names of a pointer: names of files and labels have slashes

std::string pointerOf(std::span<const JsonStep> path)
{
    std::string out;
    for (const JsonStep& step : path) {
        out += kStep + (step.isItem ? std::to_string(step.index) : step.key);
    }
    return out;
}

std::string shownField(std::string pointer)
{
    std::replace(pointer.begin(), pointer.end(), kStep, '.');
    return pointer.empty() ? pointer : lineOfText(pointer.substr(1), 200) + ": ";
}

std::int64_t lineOf(std::string_view bytes, const std::string& pointer)
{
    std::int64_t line = 0;
    static_cast<void>(walkJson(bytes, [&](const JsonVisit& visit) {
        if (pointerOf(visit.path) == pointer) {
            line = visit.line;
        }
        return line == 0;
    }));
    return line;
}

} // namespace

Result<> JsonDocument::open()
{
    // The reader of values takes the last of two equal names and would hide that a rule says two things.
    std::set<std::string> seen;
    std::optional<Error> problem;
    auto walked = walkJson(m_bytes, [&](const JsonVisit& visit) {
        const bool isMember = !visit.path.empty() && !visit.path.back().isItem;
        if (isMember && visit.path.back().key.size() > kMaxJsonText) {
            problem = Error{ErrorCode::TooLarge, "a name over 256 bytes", m_file, visit.line, 0};
        } else if (visit.path.size() > 8) {
            problem = Error{ErrorCode::TooLarge, "too deep", m_file, visit.line, 0};
        } else if (isMember && !seen.insert(pointerOf(visit.path)).second) {
            problem = Error{ErrorCode::BadInput,
                            "'" + lineOfText(visit.path.back().key, 100) + "' stands here twice", m_file,
                            visit.line, 0};
        }
        return !problem;
    });
    if (problem) {
        return failure(std::move(*problem));
    }
    if (!walked) {
        walked.error().file = m_file;
        return walked;
    }
    m_json = nlohmann::json::parse(m_bytes, nullptr, false);
    if (!m_json.is_object()) {
        return failureAt(ErrorCode::BadInput, m_file, 1, m_what + " is one JSON object");
    }
    return {};
}

JsonFields JsonDocument::root()
{
    return {*this, m_json, ""};
}

void JsonDocument::fail(const std::string& pointer, const std::string& reason)
{
    if (m_error) {
        return;
    }
    if (!pointer.empty()) {
        m_failedField = pointer.substr(1, pointer.find(kStep, 1) - 1);
    }
    std::string at = pointer;
    std::int64_t line = 0;
    while ((line = lineOf(m_bytes, at)) == 0 && !at.empty()) {
        at.resize(at.rfind(kStep)); // a field that is missing: the line of what it is missing in
    }
    m_error = Error{ErrorCode::BadInput, shownField(pointer) + lineOfText(reason, kMaxReasonBytes), m_file,
                    line, 0};
}

std::vector<std::string> JsonFields::names() const
{
    std::vector<std::string> out;
    for (const auto& [name, value] : m_json.items()) {
        out.push_back(name);
    }
    return out;
}

JsonFields JsonFields::inside(const std::string& name) const
{
    const nlohmann::json& inner = m_json.is_array() ? m_json.at(std::stoul(name)) : m_json.at(name);
    return {m_document, inner, m_pointer + kStep + name};
}

bool JsonFields::fail(const std::string& name, const std::string& wanted)
{
    m_document.fail(name.empty() ? m_pointer : m_pointer + kStep + name, wanted);
    return false;
}

bool JsonFields::onlyKnows(std::initializer_list<std::string_view> known)
{
    for (const auto& [name, value] : m_json.items()) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return fail(name, "there is no such field");
        }
    }
    return true;
}

bool JsonFields::text(const std::string& name, std::string& out) const
{
    const auto found = m_json.find(name);
    if (found == m_json.end() || !found->is_string()) {
        return false;
    }
    out = found->get<std::string>();
    return out.size() <= kMaxJsonText;
}

bool JsonFields::texts(const std::string& name, std::vector<std::string>& out) const
{
    std::string one;
    if (text(name, one)) {
        out.push_back(std::move(one));
        return true;
    }
    const auto found = m_json.find(name);
    if (found == m_json.end() || !found->is_array()) {
        return false;
    }
    for (const auto& item : *found) {
        if (!item.is_string() || item.get_ref<const std::string&>().size() > kMaxJsonText) {
            return false;
        }
        out.push_back(item.get<std::string>());
    }
    return true;
}

bool JsonFields::number(const std::string& name, double& out) const
{
    const auto found = m_json.find(name);
    if (found == m_json.end() || !found->is_number()) {
        return false;
    }
    out = found->get<double>();
    return std::isfinite(out);
}

bool JsonFields::whole(const std::string& name, std::uint64_t& out) const
{
    const auto found = m_json.find(name);
    if (found == m_json.end()) {
        return false;
    }
    if (found->is_number_unsigned()) {
        out = found->get<std::uint64_t>();
        return true;
    }
    double value = 0;
    if (!found->is_number_float() || !number(name, value) || value < 0 || value > 0x1p53 ||
        value != std::floor(value)) {
        return false;
    }
    out = static_cast<std::uint64_t>(value);
    return true;
}

bool JsonFields::optionalFlag(const std::string& name, bool& out)
{
    if (!has(name)) {
        return true;
    }
    if (!value(name).is_boolean()) {
        return fail(name, "true or false");
    }
    out = value(name).get<bool>();
    return true;
}

bool JsonFields::optionalNumber(const std::string& name, double& out)
{
    return !has(name) || number(name, out) || fail(name, "a number");
}

} // namespace twin
