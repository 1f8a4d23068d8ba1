#include "twin/registry/problem_lines.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/json_names.h"
#include "twin/support/file_io.h"
#include "twin/support/json_walk.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

namespace twin::registry {

namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

/// The kind of the items of a list, e.g. "Pool" of `pools`; empty if `list` is no list of records.
std::string itemKind(const Descriptor* part, std::string_view list)
{
    for (int i = 0; part != nullptr && i < part->field_count(); ++i) {
        const FieldDescriptor* field = part->field(i);
        if (field->is_repeated() && field->message_type() != nullptr && isSameName(field->name(), list)) {
            return field->message_type()->name();
        }
    }
    return {};
}

/// An entity of the text while it is read.
struct Entity
{
    std::string kind;
    std::size_t depth = 0; ///< steps of its path
    std::string id;        ///< or its position, "#12"
    std::int64_t line = 0;
    std::vector<std::pair<std::string, std::int64_t>> fields; ///< "chips[2].count" and its line
};

class LineFinder
{
  public:
    explicit LineFinder(std::vector<Problem>& problems)
        : m_problems(problems)
    {
        for (std::size_t i = 0; i < problems.size(); ++i) {
            m_wanted[{problems[i].entityKind, problems[i].entityId}].push_back(i);
        }
    }

    void visit(const JsonVisit& value)
    {
        while (!m_open.empty() && value.path.size() <= m_open.back().depth) {
            close();
        }
        if (std::string kind = kindOf(value); !kind.empty()) {
            const std::size_t number = value.path.back().isItem ? value.path.back().index : 0;
            m_open.push_back(
                {std::move(kind), value.path.size(), '#' + std::to_string(number + 1), value.line, {}});
        } else if (!m_open.empty()) {
            note(value);
        }
    }

    void finish()
    {
        while (!m_open.empty()) {
            close();
        }
    }

  private:
    /// The kind of entity that begins with `value`; empty: none.
    static std::string kindOf(const JsonVisit& value)
    {
        const auto& path = value.path;
        if (!value.isContainer || path.empty() || path.size() > 5) {
            return {};
        }
        const bool registry = isSameName(path[0].key, "registry");
        if (!registry && !isSameName(path[0].key, "workload")) {
            return {};
        }
        const Descriptor* part = registry ? pb::Registry::descriptor() : pb::Workload::descriptor();
        if (path.size() == 1) {
            return part->name();
        }
        if (path.size() == 3 && path[2].isItem) {
            return itemKind(part, path[1].key);
        }
        if (path.size() == 5 && path[4].isItem && isSameName(path[3].key, "clusters")) {
            return itemKind(pb::Hub::descriptor(), path[3].key);
        }
        return {};
    }

    void note(const JsonVisit& value)
    {
        Entity& entity = m_open.back();
        const auto within = value.path.subspan(entity.depth);
        const bool whole = entity.depth == 1;
        if (within.size() == 1 && value.text != nullptr &&
            isSameName(within[0].key, whole ? "version" : "id") && !value.text->empty()) {
            entity.id = *value.text;
        }
        if (!whole || within.size() == 1) { // of the whole only its own fields: its lists are entities
            entity.fields.emplace_back(plainName(pathText(within)), value.line);
        }
    }

    void close()
    {
        const Entity& entity = m_open.back();
        if (const auto wanted = m_wanted.find({entity.kind, entity.id}); wanted != m_wanted.end()) {
            for (const std::size_t i : wanted->second) {
                Problem& problem = m_problems[i];
                if (problem.line == 0 || problem.code == "duplicate") { // of several the last repeats
                    problem.line = lineOf(entity, plainName(problem.field));
                }
            }
        }
        m_open.pop_back();
    }

    /// Of the field, or of the record around it that is there.
    static std::int64_t lineOf(const Entity& entity, std::string field)
    {
        while (!field.empty()) {
            const auto found =
                std::ranges::find(entity.fields, field, &std::pair<std::string, std::int64_t>::first);
            if (found != entity.fields.end()) {
                return found->second;
            }
            const std::size_t inner = field.find_last_of(".[");
            field.resize(inner == std::string::npos ? 0 : inner);
        }
        return entity.line;
    }

    std::vector<Problem>& m_problems;
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> m_wanted;
    std::vector<Entity> m_open; ///< the part, an entity in it, a cluster in that
};

} // namespace

void findLines(std::string_view json, std::vector<Problem>& problems)
{
    LineFinder finder(problems);
    static_cast<void>(walkJson(json, [&](const JsonVisit& value) {
        finder.visit(value);
        return true;
    }));
    finder.finish();
}

Validation validateFile(const pb::SnapshotFile& snapshot, const std::string& path)
{
    Validation out = validate(snapshot);
    if (out.problems.empty()) {
        return out;
    }
    const auto text = readFile(path);
    if (text && text->find_first_not_of(" \t\r\n\xEF\xBB\xBF") == text->find('{')) { // JSON under any name
        findLines(*text, out.problems);
    }
    return out;
}

} // namespace twin::registry
