#include "twin/registry/diff.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/field_text.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace twin::registry {

namespace {

using google::protobuf::Descriptor;
using google::protobuf::Reflection;

/// A list of entities: repeated messages that have an identifier.
bool isEntityList(const FieldDescriptor& field)
{
    if (!field.is_repeated() || field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
        return false;
    }
    const FieldDescriptor* id = field.message_type()->FindFieldByName("id");
    return id != nullptr && id->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
}

std::string idOf(const Message& entity)
{
    return entity.GetReflection()->GetString(entity, entity.GetDescriptor()->FindFieldByName("id"));
}

std::map<std::string, const Message*> byId(const Message& part, const FieldDescriptor* list)
{
    std::map<std::string, const Message*> out;
    const Reflection& reflection = *part.GetReflection();
    for (int i = 0; i < reflection.FieldSize(part, list); ++i) {
        const Message& entity = reflection.GetRepeatedMessage(part, list, i);
        out.emplace(idOf(entity), &entity);
    }
    return out;
}

EntityChange changeOf(ChangeKind kind, std::string_view list, const std::string& id, const Message* after)
{
    return {kind, std::string(list), id, {}, after != nullptr ? after->SerializeAsString() : std::string()};
}

/// Walks two messages of one type and collects the leaves that differ.
void compareFields(const Message& before, const Message& after, const std::string& prefix,
                   std::vector<FieldChange>& out)
{
    const std::map<std::string, std::string> old = fieldTexts(before, prefix);
    const std::map<std::string, std::string> now = fieldTexts(after, prefix);
    for (const auto& [path, text] : old) {
        const auto found = now.find(path);
        const std::string& other = found == now.end() ? std::string() : found->second;
        if (other != text) {
            out.push_back({path, text, other});
        }
    }
    for (const auto& [path, text] : now) {
        if (!old.contains(path)) {
            out.push_back({path, {}, text});
        }
    }
    std::ranges::sort(out, {}, &FieldChange::path);
}

void compareList(const Message& before, const Message& after, const FieldDescriptor* list, Diff& diff)
{
    const auto old = byId(before, list);
    const auto now = byId(after, list);
    auto left = old.begin();
    auto right = now.begin();
    while (left != old.end() || right != now.end()) {
        if (right == now.end() || (left != old.end() && left->first < right->first)) {
            diff.changes.push_back(changeOf(ChangeKind::Removed, list->name(), left->first, nullptr));
            ++left;
        } else if (left == old.end() || right->first < left->first) {
            diff.changes.push_back(changeOf(ChangeKind::Added, list->name(), right->first, right->second));
            ++right;
        } else {
            const std::string bytes = right->second->SerializeAsString();
            if (left->second->SerializeAsString() != bytes) {
                EntityChange change =
                    changeOf(ChangeKind::Changed, list->name(), right->first, right->second);
                compareFields(*left->second, *right->second, {}, change.fields);
                diff.changes.push_back(std::move(change));
            }
            ++left;
            ++right;
        }
    }
}

/// The part without its lists of entities: version, origin, profiles… The hash follows from the rest.
std::unique_ptr<Message> headOf(const Message& part)
{
    std::unique_ptr<Message> head(part.New());
    std::vector<const FieldDescriptor*> fields;
    part.GetReflection()->ListFields(part, &fields);
    for (const FieldDescriptor* field : fields) {
        if (isEntityList(*field) || field->name() == "sha256") {
            continue;
        }
        copyField(part, *head, *field);
    }
    return head;
}

/// Added, removed or changed as a whole; `has…` says whether the file holds the part at all.
struct PartPair
{
    const Message& before;
    const Message& after;
    bool hadIt = false;
    bool hasIt = false;
    std::string_view name;
};

void compareHead(const PartPair& part, Diff& diff)
{
    const auto oldHead = headOf(part.before);
    const auto newHead = headOf(part.after);
    EntityChange change{ChangeKind::Changed, std::string(part.name), {}, {}, newHead->SerializeAsString()};
    if (part.hadIt != part.hasIt) {
        change.kind = part.hasIt ? ChangeKind::Added : ChangeKind::Removed;
        diff.changes.push_back(std::move(change));
    } else if (oldHead->SerializeAsString() != change.message) {
        compareFields(*oldHead, *newHead, {}, change.fields);
        diff.changes.push_back(std::move(change));
    }
}

void comparePart(const PartPair& part, Diff& diff)
{
    compareHead(part, diff);
    const Descriptor& type = *part.before.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
        if (isEntityList(*type.field(i))) {
            compareList(part.before, part.after, type.field(i), diff);
        }
    }
}

/// One list of a snapshot while a diff is applied to it.
class ListEditor
{
  public:
    ListEditor(Message& part, const FieldDescriptor* list)
        : m_part(part)
        , m_list(list)
    {
        for (int i = 0; i < part.GetReflection()->FieldSize(part, list); ++i) {
            m_places.emplace(idOf(part.GetReflection()->GetRepeatedMessage(part, list, i)), i);
        }
    }

    Result<> apply(const EntityChange& change)
    {
        const auto found = m_places.find(change.entityId);
        if ((found == m_places.end()) != (change.kind == ChangeKind::Added)) {
            const char* why = change.kind == ChangeKind::Added ? "is there already" : "is not there";
            return failure(ErrorCode::Invalid, change.list + ' ' + change.entityId + ' ' + why);
        }
        const Reflection& reflection = *m_part.GetReflection();
        if (change.kind == ChangeKind::Removed) {
            remove(found->second);
            m_places.erase(change.entityId);
            return {};
        }
        Message* entity = nullptr;
        if (change.kind == ChangeKind::Added) {
            m_places.emplace(change.entityId, reflection.FieldSize(m_part, m_list));
            entity = reflection.AddMessage(&m_part, m_list);
        } else {
            entity = reflection.MutableRepeatedMessage(&m_part, m_list, found->second);
        }
        return entity->ParseFromString(change.message)
                   ? Result<>()
                   : Result<>(failure(ErrorCode::Invalid,
                                      change.list + ' ' + change.entityId + " does not parse"));
    }

  private:
    /// The last one takes the place: order is restored at the end.
    void remove(int place)
    {
        const Reflection& reflection = *m_part.GetReflection();
        const int last = reflection.FieldSize(m_part, m_list) - 1;
        reflection.SwapElements(&m_part, m_list, place, last);
        reflection.RemoveLast(&m_part, m_list);
        if (place != last) {
            m_places[idOf(reflection.GetRepeatedMessage(m_part, m_list, place))] = place;
        }
    }

    Message& m_part;
    const FieldDescriptor* m_list;
    std::unordered_map<std::string, int> m_places;
};

Result<> applyHead(const EntityChange& change, Message& part)
{
    const Descriptor& type = *part.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
        if (!isEntityList(*type.field(i))) {
            part.GetReflection()->ClearField(&part, type.field(i));
        }
    }
    return part.MergeFromString(change.message)
               ? Result<>()
               : Result<>(failure(ErrorCode::Invalid, change.list + " head does not parse"));
}

Result<> applyToPart(const Diff& diff, Message& part, std::string_view name)
{
    std::unordered_map<std::string_view, ListEditor> editors;
    for (const EntityChange& change : diff.changes) {
        if (change.list == name) {
            if (auto done = applyHead(change, part); !done) {
                return done;
            }
            continue;
        }
        const FieldDescriptor* list = part.GetDescriptor()->FindFieldByName(change.list);
        if (list == nullptr) {
            continue; // of the other part
        }
        ListEditor& editor = editors.try_emplace(list->name(), part, list).first->second;
        if (auto done = editor.apply(change); !done) {
            return done;
        }
    }
    return {};
}

/// Whether the file holds part `name` after the diff.
bool holdsAfter(const Diff& diff, std::string_view name, bool holds)
{
    for (const EntityChange& change : diff.changes) {
        if (change.list == name && change.kind != ChangeKind::Changed) {
            return change.kind == ChangeKind::Added;
        }
    }
    return holds;
}

} // namespace

std::size_t Diff::count(ChangeKind kind) const
{
    return static_cast<std::size_t>(std::ranges::count(changes, kind, &EntityChange::kind));
}

Diff diffSnapshots(const pb::SnapshotFile& before, const pb::SnapshotFile& after)
{
    Diff diff;
    comparePart(
        {before.registry(), after.registry(), before.has_registry(), after.has_registry(), "registry"}, diff);
    comparePart(
        {before.workload(), after.workload(), before.has_workload(), after.has_workload(), "workload"}, diff);
    return diff;
}

Result<> applyDiff(const Diff& diff, pb::SnapshotFile& snapshot)
{
    const bool registry = holdsAfter(diff, "registry", snapshot.has_registry());
    const bool workload = holdsAfter(diff, "workload", snapshot.has_workload());
    if (auto done = applyToPart(diff, *snapshot.mutable_registry(), "registry"); !done) {
        return done;
    }
    if (auto done = applyToPart(diff, *snapshot.mutable_workload(), "workload"); !done) {
        return done;
    }
    if (!registry) {
        snapshot.clear_registry();
    }
    if (!workload) {
        snapshot.clear_workload();
    }
    canonicalise(snapshot);
    return {};
}

} // namespace twin::registry
