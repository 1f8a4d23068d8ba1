#include "app/ctl/answer_text.h"
#include "app/ctl/cancel.h"
#include "app/ctl/command_table.h"
#include "app/ctl/recording_output.h"
#include "app/ctl/stop_watch.h"
#include "twin/history/store_location.h"
#include "twin/ingest/recording_player.h"
#include "twin/state/state_hash.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <string>
#include <thread>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::Result;
using twin::ingest::RecordingPlayer;
using twin::state::Totals;

constexpr auto kPoll = std::chrono::milliseconds(10);

bool closes(const Totals& of)
{
    return of.received == of.applied + of.merged + of.late + of.duplicate + of.refused;
}

/// Until the recording is over, or a signal.
Result<> playToTheEnd(RecordingPlayer& player)
{
    if (auto started = player.start(); !started) {
        return started;
    }
    while (!player.outcome()) {
        if (cancelFlag()->load(std::memory_order_relaxed)) {
            player.stop();
            return twin::failure(twin::ErrorCode::Cancelled,
                                 "cancelled after " + std::to_string(player.played()) + " of " +
                                     std::to_string(player.summary().frames) + " frames");
        }
        std::this_thread::sleep_for(kPoll);
    }
    auto ended = *player.outcome();
    player.stop();
    return ended;
}

void addState(Json& answer, RecordingPlayer& player)
{
    const auto snapshot = player.provider()->at({});
    const Totals totals = snapshot ? snapshot->totals : Totals{};
    answer["played_frames"] = player.played();
    answer["received"] = totals.received;
    answer["applied"] = totals.applied;
    answer["merged"] = totals.merged;
    answer["late"] = totals.late;
    answer["duplicate"] = totals.duplicate;
    answer["refused"] = totals.refused;
    answer["closes"] = closes(totals);
    answer["gaps_skipped"] = player.service().status().gapsSkipped;
    const bool isKnown = snapshot && snapshot->registry;
    answer["alarms"] = isKnown ? Json(snapshot->alarms->size()) : Json(nullptr);
    answer["registry"] = isKnown ? Json(snapshot->registry->version) : Json(nullptr);
    answer["state_hash"] = isKnown ? Json(twin::state::stateHash(*snapshot)) : Json(nullptr);
}

int replay(const Args& args)
{
    static_cast<void>(cancelFlag()); // listens from here on
    const std::string path = args.text("FILE");
    twin::ingest::RecordingPlayerOptions options;
    options.speed = args.number("--speed");
    if (args.has("--store")) {
        options.store = args.text("--store");
    }
    auto player = RecordingPlayer::open(path, options);
    if (!player) {
        return report(asInput(player.error()));
    }
    Json answer{{"file", path}};
    answer.update(recordingJson((*player)->summary()));
    answer["speed"] = options.speed;
    if (options.store) {
        answer["store"] = twin::history::shownLocation(*options.store);
    }
    const StopWatch watch;
    if (auto played = playToTheEnd(**player); !played) {
        return report(asInput(played.error()));
    }
    const double seconds = watch.seconds();
    addState(answer, **player);
    answer["seconds"] = seconds;
    printAnswer(answer, args.json);
    return answer["closes"].get<bool>() ? kDone : kNo;
}

} // namespace

Command replayCommand()
{
    using Kind = OptionSpec::Kind;
    Command command;
    command.name = "replay";
    command.help = "Play a recording through the same pipeline as live, and say what came of it";
    command.options = {
        {"FILE", "Recording (.swrec)", Kind::Text, true, ""},
        {"--speed",
         "Times as fast as it was received; 0 = as fast as it goes",
         Kind::Number,
         false,
         "1",
         {0, 1e6}},
        outputOption("--store",
                     "A new store (a file, or postgresql://… of a database without one) that gets what is "
                     "played, as history",
                     false),
    };
    command.run = replay;
    return command;
}

} // namespace app::ctl
