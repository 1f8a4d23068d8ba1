#include "models/planner/failure_model.h"

#include "twin/support/moment_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace models {

using namespace twin::scenario;

namespace {

StormRates ratesOf(const StormQuestion& question)
{
    StormRates out;
    out.scale = question.scale;
    out.conduits = question.conduits;
    out.opticsPer1000kmYear *= question.optics ? 1 : 0;
    out.siteYear *= question.sites ? 1 : 0;
    out.poolYear *= question.pools ? 1 : 0;
    out.identifierYear *= question.identifiers ? 1 : 0;
    out.cardHours *= question.cards ? 1 : 0;
    out.sourceYear *= question.sources ? 1 : 0;
    return out;
}

QString kindOf(const Command& command)
{
    const auto* fail = std::get_if<Fail>(&command.action);
    const std::string_view name = fail != nullptr ? targetKindName(fail->target.kind) : "optics";
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

StormPreview previewOf(const StormQuestion& question, ForkPtr fork)
{
    StormPreview out;
    out.question = question;
    out.fork = std::move(fork);
    auto failures =
        randomFailures(*out.fork->ground(), std::llround(question.days * 86'400e3) * twin::kMillisecond,
                       question.seed, ratesOf(question));
    if (!failures) {
        out.error = failures.error().code == twin::ErrorCode::TooLarge
                        ? FailureModel::tr("more failures than can be listed: fewer days, or fewer kinds")
                        : QString::fromStdString(failures.error().text());
        return out;
    }
    if (failures->size() > FailureModel::kMaxAtOnce) {
        out.error = FailureModel::tr("%1 failures, more than %2: fewer days, or fewer kinds")
                        .arg(failures->size())
                        .arg(FailureModel::kMaxAtOnce);
        return out;
    }
    ForkPtr last = out.fork;
    for (Command& command : *failures) {
        auto next = last->with(command);
        if (!next) {
            ++out.left;
            continue;
        }
        last = std::move(*next);
        ++out.counts[kindOf(command)];
        out.commands.push_back(std::move(command));
    }
    return out;
}

/// Back or forth, not before the scenario's beginning.
void move(std::optional<twin::scenario::Moment>& moment, twin::TimeNs by, twin::TimeNs beginning)
{
    if (moment) {
        const twin::TimeNs least = moment->isAbsolute ? beginning : 0;
        moment->ns = std::max(least, moment->ns + by);
    }
}

} // namespace

FailureModel::FailureModel(PlannerModel& planner, SnapshotFeed& feed, const Language& language,
                           QObject* parent)
    : QObject(parent)
    , m_planner(planner)
    , m_feed(feed)
    , m_table(planner, language)
    , m_stormJob([this](const std::shared_ptr<StormPreview>& preview) {
        m_storm = std::move(*preview);
        Q_EMIT stormChanged();
    })
{
    connect(&planner, &PlannerModel::currentChanged, this, &FailureModel::readyChanged);
    connect(&planner, &PlannerModel::scenariosChanged, this, &FailureModel::readyChanged);
    connect(&m_search, &FailureSearch::progressChanged, this, &FailureModel::incidentChanged);
    connect(&m_search, &FailureSearch::found, this, [this](const IncidentAnswer& answer) {
        m_incident = answer;
        if (m_incident.replay.commands.size() > kMaxAtOnce) {
            m_incident.error = tr("%1 failures, more than %2: choose a shorter stretch")
                                   .arg(m_incident.replay.commands.size())
                                   .arg(kMaxAtOnce);
            m_incident.isTooMany = true;
            m_incident.replay = {};
        }
        Q_EMIT incidentChanged();
    });
}

ForkPtr FailureModel::tip() const
{
    const PlanScenario* scenario = m_planner.current();
    return scenario != nullptr ? scenario->tip() : nullptr;
}

bool FailureModel::isReady() const
{
    return tip() != nullptr;
}

bool FailureModel::append(const std::vector<Command>& commands)
{
    std::vector<Command> all = tip()->commands();
    all.insert(all.end(), commands.begin(), commands.end());
    m_planner.setCommands(tip(), all);
    return true;
}

void FailureModel::remove(int row)
{
    const int index = m_table.commandIndex(row);
    if (index >= 0 && isReady()) {
        std::vector<Command> all = tip()->commands();
        all.erase(all.begin() + index);
        m_planner.setCommands(tip(), all);
    }
}

void FailureModel::shift(int row, twin::TimeNs by)
{
    const int index = m_table.commandIndex(row);
    if (index < 0 || !isReady()) {
        return;
    }
    std::vector<Command> all = tip()->commands();
    Command& command = all[static_cast<std::size_t>(index)];
    const twin::TimeNs room = m_table.begin(row) - m_table.beginning();
    const twin::TimeNs step = std::max(by, -room); // as long as before
    if (step == 0) {
        return;
    }
    if (!command.at) {
        command.at = Moment{false, 0};
    }
    move(command.at, step, m_table.beginning());
    move(command.until, step, m_table.beginning());
    m_planner.setCommands(tip(), all);
}

void FailureModel::previewStorm(const StormQuestion& question)
{
    if (isReady()) {
        m_stormJob.request(
            [question, fork = tip()] { return std::make_shared<StormPreview>(previewOf(question, fork)); });
        Q_EMIT stormChanged();
    }
}

bool FailureModel::applyStorm()
{
    if (m_storm.fork == nullptr || m_storm.fork != tip() || m_storm.commands.empty()) {
        return false;
    }
    return append(m_storm.commands);
}

void FailureModel::findIncident(twin::state::TimeRange stretch)
{
    if (isReady()) {
        m_incident = {};
        m_incidentFork = tip();
        const QString note =
            QStringLiteral("incident of ") + QString::fromStdString(twin::momentText(stretch.begin));
        m_search.search(m_feed.sharedProvider(), stretch, tip(), note);
    }
}

bool FailureModel::applyIncident()
{
    if (m_incidentFork == nullptr || m_incidentFork != tip() || m_incident.replay.commands.empty()) {
        return false;
    }
    return append(m_incident.replay.commands);
}

} // namespace models
