#include "app/ctl/answer_text.h"
#include "app/ctl/cancel.h"
#include "app/ctl/command_table.h"
#include "app/ctl/moment_option.h"
#include "app/ctl/recording_output.h"
#include "app/ctl/stop_watch.h"
#include "twin/history/store_location.h"
#include "twin/ingest/store_recorder.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;

int record(const Args& args)
{
    const StopWatch watch;
    const auto from = momentOption(args, "--from");
    const auto to = momentOption(args, "--to");
    if (!from || !to) {
        return report(!from ? from.error() : to.error());
    }
    twin::ingest::RecordOptions options;
    options.from = *from;
    options.to = *to;
    options.note = args.text("--note");
    options.madeBy = "suanwangctl " SUANWANG_VERSION;
    options.isCancelled = [flag = cancelFlag()] {
        return flag->load(std::memory_order_relaxed);
    };
    const auto recorded = twin::ingest::recordStore(args.text("STORE"), args.text("--out"), options);
    if (!recorded) {
        return report(recorded.error());
    }
    Json answer{{"file", args.text("--out")}, {"store", twin::history::shownLocation(args.text("STORE"))}};
    answer.update(recordingJson(recorded->summary));
    answer["forgotten_frames"] = recorded->forgotten;
    answer["seconds"] = watch.seconds();
    printAnswer(answer, args.json);
    return kDone;
}

} // namespace

Command recordCommand()
{
    using Kind = OptionSpec::Kind;
    Command command;
    command.name = "record";
    command.help =
        "A stretch of what a store heard, with the registries it was heard under, in one verified file; may "
        "run beside a writer";
    command.options = {
        {"STORE", "Store: a file or postgresql://…", Kind::Text, true, ""},
        outputOption("--out", "Recording (.swrec)", true),
        {"--from",
         "Receive time it begins at: 2026-11-27T03:12:00+08:00, '2026-11-27 03:12' (UTC+8) or ns since 1970; "
         "without "
         "it the first frame that is kept",
         Kind::Text, false, ""},
        {"--to", "Receive time it ends at; without it the newest frame", Kind::Text, false, ""},
        {"--note", "What it is of, for people; at most 4,096 bytes", Kind::Text, false, ""},
    };
    command.run = record;
    return command;
}

} // namespace app::ctl
