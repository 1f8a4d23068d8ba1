#include "app/ctl/scenario_incident.h"

#include "app/ctl/cancel.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/json_text.h"
#include "app/ctl/moment_option.h"
#include "app/ctl/scenario_demand.h"
#include "app/ctl/scenario_input.h"
#include "app/ctl/scenario_text.h"
#include "app/ctl/stop_watch.h"
#include "twin/history/store_location.h"
#include "twin/ingest/past_provider.h"
#include "twin/ingest/past_reader.h"
#include "twin/registry/build.h"
#include "twin/scenario/incident_replay.h"
#include "twin/support/file_io.h"
#include "twin/support/moment_text.h"

#include <nlohmann/json.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using namespace twin::scenario;
using twin::failure;
using twin::Result;
using twin::TimeNs;
using Kind = OptionSpec::Kind;

Result<twin::state::TimeRange> stretchOf(const Args& args)
{
    const auto from = momentOption(args, "--from");
    const auto until = from ? momentOption(args, "--until") : from;
    if (!until) {
        return failure(until.error());
    }
    if (**until <= **from) {
        return failure(twin::ErrorCode::BadInput, "--until: not after --from");
    }
    return twin::state::TimeRange{**from, **until};
}

/// Today's network: what `--registry` holds, or what the store had at the end of the stretch.
Result<GroundPtr> groundOf(const Args& args, TimeNs until, const Document& header)
{
    auto loaded = [&]() -> Result<twin::registry::Loaded> {
        if (args.has("--registry")) {
            return twin::registry::loadRegistryFile(args.text("--registry"));
        }
        const auto reader = twin::ingest::PastReader::open(args.text("--store"));
        return reader ? (*reader)->registryAt(until) : failure(reader.error());
    }();
    if (!loaded) {
        return failure(asInput(std::move(loaded.error())));
    }
    GroundOptions options;
    options.demand = header.demand;
    options.demandTerms = header.demandTerms;
    options.seed = header.seed;
    options.threads = threadsOf(args);
    options.cancelled = cancelFlag();
    return Ground::of(std::move(loaded->registry), std::move(loaded->workload), options);
}

/// A store alone as a past: what cannot be read is kept, since a provider only has a gap there. One thread.
class StorePast final : public twin::state::SnapshotProvider
{
  public:
    explicit StorePast(std::unique_ptr<twin::ingest::PastReader> reader)
        : m_reader(std::move(reader))
    {}

    [[nodiscard]] twin::state::SnapshotPtr at(const twin::state::TimeCursor& cursor) const override
    {
        return kept(m_reader->stateAt(cursor.time));
    }

    [[nodiscard]] twin::state::TimeRange range() const override { return kept(m_reader->range()); }

    [[nodiscard]] std::vector<twin::state::SeriesPoint>
    series(const twin::state::SeriesSubject&, twin::state::TimeRange, std::size_t) const override
    {
        return {}; // nobody asks
    }

    [[nodiscard]] std::vector<twin::state::TimeMark> marks(twin::state::TimeRange range,
                                                           std::size_t maxMarks) const override
    {
        constexpr std::size_t kMaxEvents = 20'000;
        const auto events = kept(m_reader->events({range.begin + 1, range.end + 1}, kMaxEvents));
        return twin::state::worstMarks(twin::ingest::marksOf(events), maxMarks);
    }

    /// The first thing that could not be read.
    [[nodiscard]] const std::optional<twin::Error>& error() const { return m_error; }

  private:
    template <typename T> T kept(Result<T> result) const
    {
        if (!result && !m_error) {
            m_error = result.error();
        }
        return result ? std::move(*result) : T();
    }

    std::unique_ptr<twin::ingest::PastReader> m_reader;
    mutable std::optional<twin::Error> m_error;
};

Result<Incident> incidentOf(const Args& args, twin::state::TimeRange stretch)
{
    auto reader = twin::ingest::PastReader::open(args.text("--store"));
    if (!reader) {
        return failure(reader.error());
    }
    const auto known = (*reader)->range();
    if (!known) {
        return failure(known.error());
    }
    if (stretch.end < known->begin || stretch.begin > known->end) {
        return failure(nothingKnown(**reader, args.text("--store")));
    }
    const StorePast past(std::move(*reader));
    auto found = findIncident(past, stretch, {cancelFlag(), {}});
    if (past.error()) {
        return failure(*past.error());
    }
    if (!found && found.error().file.empty()) {
        found.error().file = twin::history::shownLocation(args.text("--store"));
    }
    return found;
}

Json countsOf(const Document& document)
{
    Json out = Json::object();
    for (const twin::scenario::Command& command : document.commands) {
        const auto* fail = std::get_if<Fail>(&command.action);
        const auto* degrade = std::get_if<Degrade>(&command.action);
        const Target& target = fail != nullptr ? fail->target : degrade->target;
        const std::string key =
            std::string(targetKindName(target.kind)) + (fail != nullptr ? "" : "_degraded");
        out[key] = out.value(key, 0) + 1;
    }
    return out;
}

} // namespace

std::vector<OptionSpec> incidentOptions()
{
    std::vector<OptionSpec> out{
        {"--store", "the history", Kind::Text, true, ""},
        {"--from", "the beginning of the stretch", Kind::Text, true, ""},
        {"--until", "its end, at most 31 days later", Kind::Text, true, ""},
        {"--registry", "today's network; without it, that of the store at --until", Kind::Text, false, ""},
        outputOption("--out", "the scenario file", true)};
    for (const std::vector<OptionSpec>& more : {demandOptions(), computeOptions()}) {
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

int writeIncident(const Args& args)
{
    const auto stretch = stretchOf(args);
    if (!stretch) {
        return report(stretch.error());
    }
    Document header;
    header.name = "incident of " + twin::momentText(stretch->begin);
    if (const auto demand = readDemand(args, header); !demand) {
        return report(demand.error());
    }
    header.seed = seedOf(args);
    header.horizon = (stretch->end - stretch->begin) / twin::kMillisecond * twin::kMillisecond;
    const StopWatch watch;
    const auto incident = incidentOf(args, *stretch);
    const auto ground = incident ? groundOf(args, stretch->end, header) : failure(incident.error());
    if (!ground) {
        return report(ground.error());
    }
    auto replayed = replay(*incident, Fork::root(*ground, header), header.name, cancelFlag());
    if (!replayed) {
        return report(replayed.error());
    }
    const Document document = replayed->fork->document();
    const double seconds = watch.seconds();
    if (const auto written = twin::writeFileAtomically(args.text("--out"), documentText(document));
        !written) {
        return report(written.error());
    }
    Json out{{"out", args.text("--out")}};
    out["from"] = twin::momentText(stretch->begin);
    out["until"] = twin::momentText(stretch->end);
    out["moments"] = incident->moments;
    out["outages"] = incident->outages.size();
    out["commands"] = document.commands.size();
    out["failures"] = countsOf(document);
    out["not_found"] = Json::array();
    out["not_possible"] = Json::array();
    for (const NotReplayed& one : replayed->left) {
        Json item{
            {"what", targetKindName(one.target.kind)}, {"id", one.target.id}, {"reason", one.refusal.reason}};
        out[one.isMissing ? "not_found" : "not_possible"].push_back(std::move(item));
    }
    out["seconds"] = seconds;
    out["state_hash"] = hashOf(document);
    if (args.json) {
        printLine(jsonText(out));
    } else {
        printIncidentText(out);
    }
    return kDone;
}

} // namespace app::ctl
