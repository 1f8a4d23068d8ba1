#include "twin/compute/json_fields.h"

#include "twin/support/format_version.h"
#include "twin/support/json_walk.h"
#include "twin/support/number_text.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace twin::compute {

namespace {

constexpr std::size_t kDeepest = 32;
constexpr std::size_t kReasonBytes = 300;

std::string stepText(const JsonStep& step)
{
    return step.isItem ? std::to_string(step.index) : step.key;
}

} // namespace

Result<> JsonDocument::open()
{
    std::optional<Error> problem;
    std::set<std::string> seen; // of members below one another: a path holds each name once
    const auto walked = walkJson(m_text, [&](const JsonVisit& visit) {
        std::string key;
        for (const JsonStep& step : visit.path) {
            key += stepText(step) + '\x01';
        }
        if (visit.path.size() > kDeepest) {
            problem = Error{ErrorCode::BadInput, "is nested too deep", m_file, visit.line, 0};
        } else if (!seen.insert(key).second) {
            problem = Error{ErrorCode::BadInput, "this field is here twice", m_file, visit.line, 0};
        }
        return !problem;
    });
    if (problem) {
        return failure(std::move(*problem));
    }
    if (!walked) {
        Error error = walked.error();
        error.file = m_file;
        return failure(std::move(error));
    }
    m_json = nlohmann::json::parse(m_text, nullptr, false);
    if (!m_json.is_object()) {
        return failureAt(ErrorCode::BadInput, m_file, 1, "is no JSON object");
    }
    return {};
}

Result<> JsonDocument::checkFormat(std::string_view wanted) const
{
    const auto found = m_json.find("format");
    const std::string format =
        found != m_json.end() && found->is_string() ? found->get<std::string>() : std::string();
    if (format == wanted) {
        return {};
    }
    return failure(errorAt({"format"}, formatProblem(format, wanted), ErrorCode::Unsupported));
}

std::int64_t JsonDocument::lineOf(const std::vector<std::string>& path) const
{
    std::int64_t line = 1;
    std::size_t reached = 0;
    (void)walkJson(m_text, [&](const JsonVisit& visit) {
        const std::size_t length = visit.path.size();
        if (length > reached && length <= path.size() && stepText(visit.path.back()) == path[length - 1] &&
            std::equal(
                visit.path.begin(), visit.path.end(), path.begin(),
                [](const JsonStep& step, const std::string& name) { return stepText(step) == name; })) {
            line = visit.line;
            reached = length;
        }
        return reached < path.size();
    });
    return line;
}

Error JsonDocument::errorAt(const std::vector<std::string>& path, std::string reason, ErrorCode code) const
{
    std::string where;
    for (const std::string& step : path) {
        where += (where.empty() ? "" : "/") + step;
    }
    return {code, lineOfText(where + ": " + reason, kReasonBytes), m_file, lineOf(path), 0};
}

void JsonObject::fail(const char* name, std::string reason)
{
    if (!m_error) {
        auto path = m_path;
        if (*name != '\0') {
            path.emplace_back(name);
        }
        m_error = m_document.errorAt(path, std::move(reason));
    }
}

void JsonObject::onlyKnows(std::initializer_list<std::string_view> known)
{
    for (const auto& [name, value] : m_json.items()) {
        if (std::ranges::find(known, name) == known.end()) {
            fail(name.c_str(), "there is no such field");
        }
    }
}

void JsonObject::text(const char* name, std::string& out, std::size_t mostBytes)
{
    const auto found = m_json.find(name);
    if (found == m_json.end()) {
        return;
    }
    if (!found->is_string() || found->get_ref<const std::string&>().size() > mostBytes) {
        fail(name, "a text of at most " + std::to_string(mostBytes) + " bytes is expected");
        return;
    }
    out = found->get<std::string>();
}

void JsonObject::number(const char* name, double& out, double min, double max)
{
    const auto found = m_json.find(name);
    if (found == m_json.end()) {
        return;
    }
    const double value = found->is_number() ? found->get<double>() : std::nan("");
    if (!(value >= min && value <= max)) {
        fail(name, "a number from " + exactText(min) + " to " + exactText(max) + " is expected");
        return;
    }
    out = value;
}

void JsonObject::whole(const char* name, std::uint32_t& out, std::uint32_t min, std::uint32_t max)
{
    const auto found = m_json.find(name);
    if (found == m_json.end()) {
        return;
    }
    const bool fits = found->is_number_unsigned() && found->get<std::uint64_t>() >= min &&
                      found->get<std::uint64_t>() <= max;
    if (!fits) {
        fail(name,
             "a whole number from " + std::to_string(min) + " to " + std::to_string(max) + " is expected");
        return;
    }
    out = static_cast<std::uint32_t>(found->get<std::uint64_t>());
}

void JsonObject::texts(const char* name, std::vector<std::string>& out, std::size_t most)
{
    const auto found = m_json.find(name);
    if (found == m_json.end()) {
        return;
    }
    const bool fits = found->is_array() && found->size() <= most &&
                      std::ranges::all_of(*found, [](const auto& item) { return item.is_string(); });
    if (!fits) {
        fail(name, "a list of at most " + std::to_string(most) + " texts is expected");
        return;
    }
    out = found->get<std::vector<std::string>>();
}

} // namespace twin::compute
