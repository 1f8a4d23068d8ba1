#include "app/ctl/command_table.h"
#include "app/ctl/json_text.h"
#include "twin/network/open.h"
#include "twin/registry/diff.h"

#include <nlohmann/json.hpp>

#include <string>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::registry::ChangeKind;
using twin::registry::Diff;
using twin::registry::EntityChange;

const char* kindName(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::Added:
        return "added";
    case ChangeKind::Removed:
        return "removed";
    case ChangeKind::Changed:
        break;
    }
    return "changed";
}

Json changeJson(const EntityChange& change)
{
    Json out{{"change", kindName(change.kind)}, {"list", change.list}, {"id", change.entityId}};
    if (change.kind == ChangeKind::Changed) {
        out["fields"] = Json::array();
        for (const auto& field : change.fields) {
            out["fields"].push_back({{"path", field.path}, {"before", field.before}, {"after", field.after}});
        }
    }
    return out;
}

Json answerOf(const Diff& diff)
{
    Json out{{"added", diff.count(ChangeKind::Added)},
             {"removed", diff.count(ChangeKind::Removed)},
             {"changed", diff.count(ChangeKind::Changed)},
             {"changes", Json::array()}};
    for (const EntityChange& change : diff.changes) {
        out["changes"].push_back(changeJson(change));
    }
    return out;
}

void printText(const Diff& diff)
{
    for (const EntityChange& change : diff.changes) {
        const std::string head = change.list + (change.entityId.empty() ? "" : ' ' + change.entityId);
        if (change.kind != ChangeKind::Changed) {
            printLine((change.kind == ChangeKind::Added ? "+ " : "- ") + head);
            continue;
        }
        for (const auto& field : change.fields) {
            printLine("~ " + head + ": " + field.path + ": " + field.before + " -> " + field.after);
        }
    }
}

int runDiff(const Args& args)
{
    const auto before = twin::network::openAnySnapshot(args.text("OLD"));
    if (!before) {
        return report(before.error());
    }
    const auto after = twin::network::openAnySnapshot(args.text("NEW"));
    if (!after) {
        return report(after.error());
    }
    const Diff diff = twin::registry::diffSnapshots(before->document.message(), after->document.message());
    if (args.json) {
        printLine(jsonText(answerOf(diff)));
    } else {
        printText(diff);
    }
    return kDone;
}

} // namespace

Command diffCommand()
{
    Command command;
    command.name = "diff";
    command.help = "What was added, removed and changed from one snapshot to the next";
    command.options = {{"OLD", "snapshot or network file", OptionSpec::Kind::Text, true, ""},
                       {"NEW", "snapshot or network file", OptionSpec::Kind::Text, true, ""}};
    command.run = runDiff;
    return command;
}

} // namespace app::ctl
