#include "views/planner/quick_plan_commands.h"

#include "models/console_models.h"
#include "models/format/format.h"
#include "models/planner/job_moves.h"
#include "models/planner/link_proposal.h"
#include "models/search/related.h"
#include "views/actions/action_registry.h"
#include "views/main_window/main_window.h"
#include "views/map/map_widget.h"
#include "views/planner/amount_dialog.h"
#include "views/planner/choice_dialog.h"

#include <algorithm>

namespace views {

using models::EntityKey;
using models::PlanScenario;
using models::QuickVerb;
using twin::scenario::Edits;
using Type = EntityKey::Type;

namespace {

constexpr double kDouble = 2;
constexpr double kUsuallyLeft_percent = 50;
constexpr double kGbit = 1e9;

} // namespace

QuickPlanCommands::QuickPlanCommands(MainWindow& window, const ViewContext& context)
    : QObject(&window)
    , m_window(window)
    , m_context(context)
{
    bindActions();
    connectMap();
    models::ConsoleModels& models = context.models;
    connect(&models.quickPlan, &models::QuickPlan::forked, this, &QuickPlanCommands::sayForked);
    connect(&models.quickPlan, &models::QuickPlan::refused, this,
            [this](const QString& reason) { refuse(reason); });
}

void QuickPlanCommands::bindActions()
{
    ActionRegistry& actions = m_context.actions;
    const auto bindVerb = [&](const char* id, QuickVerb verb) {
        actions.bind(QString::fromLatin1(id), this, [this, verb](bool) {
            QList<EntityKey> keys;
            for (const EntityKey& key : m_context.models.selection.keys()) {
                if (models::canBe(verb, key.type)) {
                    keys.append(key);
                }
            }
            if (keys.isEmpty()) {
                say(tr("Nothing is selected that a scenario could do that to."),
                    tr("Select a link, conduit, site, pool or province first."));
            } else {
                apply(verb, keys);
            }
        });
    };
    bindVerb("plan.fail", QuickVerb::Fail);
    bindVerb("plan.drain", QuickVerb::Drain);
    bindVerb("plan.degrade", QuickVerb::Degrade);
    bindVerb("plan.restore", QuickVerb::Restore);
    bindVerb("plan.remove", QuickVerb::Remove);
    bindVerb("plan.double", QuickVerb::Resize);
    actions.bind(QStringLiteral("plan.addLink"), this, [this](bool) {
        const auto ends = selected({Type::Site, Type::Pool}, {});
        if (ends.size() == 2) {
            addLink(ends[0], ends[1]);
        } else {
            say(tr("A link needs two ends."), tr("Select two sites, or a pool and a site, with Ctrl+click."));
        }
    });
    actions.bind(QStringLiteral("plan.moveJob"), this, [this](bool) {
        const auto jobs = selected({Type::Job}, tr("No job is selected."));
        if (!jobs.isEmpty()) {
            chooseMove(jobs.last(), {});
        }
    });
    actions.bind(QStringLiteral("plan.cancelJob"), this, [this](bool) {
        const auto jobs = selected({Type::Job}, tr("No job is selected."));
        if (!jobs.isEmpty()) {
            cancelJobs(jobs);
        }
    });
}

void QuickPlanCommands::connectMap()
{
    const MapWidget& map = m_window.map();
    connect(&map, &MapWidget::cutRequested, this, &QuickPlanCommands::cut);
    connect(&map, &MapWidget::joinRequested, this, &QuickPlanCommands::join);
    connect(&map, &MapWidget::entityDropped, this, &QuickPlanCommands::drop);
}

QList<EntityKey> QuickPlanCommands::selected(Types types, const QString& none)
{
    QList<EntityKey> out;
    for (const EntityKey& key : m_context.models.selection.keys()) {
        if (std::ranges::find(types, key.type) != types.end()) {
            out.append(key);
        }
    }
    if (out.isEmpty() && !none.isEmpty()) {
        say(none, tr("Choose one in the table of jobs first."));
    }
    return out;
}

void QuickPlanCommands::apply(QuickVerb verb, const QList<EntityKey>& keys)
{
    if (verb == QuickVerb::Degrade) {
        askLeft(keys);
    } else {
        applyNow(verb, keys, kDouble);
    }
}

void QuickPlanCommands::applyNow(QuickVerb verb, const QList<EntityKey>& keys, double amount)
{
    for (const EntityKey& key : keys) {
        m_context.models.quickPlan.edit(
            [verb, key, amount](const PlanScenario& scenario, const Edits& edits) {
                return models::quickCommand(verb, key, *scenario.ground->world()->registry, edits, amount);
            });
    }
}

void QuickPlanCommands::askLeft(const QList<EntityKey>& keys)
{
    AmountDialog::Question question;
    question.name = QStringLiteral("degradeDialog");
    question.title = tr("Degrade");
    question.about =
        keys.size() == 1 ? label(keys.first()) : tr("%n thing(s)", nullptr, static_cast<int>(keys.size()));
    question.label = tr("Capacity left");
    question.unit = QStringLiteral("%");
    question.take = tr("Degrade");
    question.value = kUsuallyLeft_percent;
    auto* dialog = new AmountDialog(
        question, [this, keys](double percent) { applyNow(QuickVerb::Degrade, keys, percent / 100); },
        &m_window);
    dialog->open();
}

void QuickPlanCommands::addLink(const EntityKey& from, const EntityKey& to)
{
    m_context.models.quickPlan.withScenario(
        [this, from, to](const PlanScenario& scenario, const Edits& edits) {
            const models::LinkAnswer answer =
                models::proposeLink(from, to, *scenario.ground->world()->registry, edits);
            if (answer.proposal) {
                askCapacity(*answer.proposal, from, to);
            } else {
                refuse(answer.reason);
            }
        });
}

void QuickPlanCommands::askCapacity(const models::LinkProposal& proposal, const EntityKey& from,
                                    const EntityKey& to)
{
    const QLocale& locale = m_context.models.language.locale();
    const QString length = models::format::length(proposal.route_m, locale).text();
    AmountDialog::Question question;
    question.name = QStringLiteral("addLinkDialog");
    question.title = tr("Add a link");
    //: %1 and %2 are places
    question.about =
        tr("%1 ↔ %2").arg(label(from), label(to)) + u'\n' +
        (proposal.conduits.empty()
             ? tr("No chain of conduits leads there: a duct of %1 is assumed.").arg(length)
             : tr("Through %n conduit(s), %1.", nullptr, static_cast<int>(proposal.conduits.size()))
                   .arg(length));
    question.label = tr("Capacity each way");
    question.unit = QStringLiteral("Gb/s");
    question.take = tr("Add");
    question.value = static_cast<double>(proposal.capacity_bps) / kGbit;
    question.least = 1;
    question.most = 10'000'000;
    auto* dialog = new AmountDialog(
        question,
        [this, from, to](double gbps) {
            // Proposed anew: the scenario may have gone on while the question stood.
            m_context.models.quickPlan.edit(
                [from, to, gbps](const PlanScenario& scenario, const Edits& edits) -> models::QuickAnswer {
                    auto answer = models::proposeLink(from, to, *scenario.ground->world()->registry, edits);
                    if (!answer.proposal) {
                        return {std::nullopt, answer.reason};
                    }
                    answer.proposal->capacity_bps = static_cast<std::uint64_t>(gbps * kGbit);
                    return {models::addLinkCommand(*answer.proposal), {}};
                });
        },
        &m_window);
    dialog->open();
}

void QuickPlanCommands::chooseMove(const EntityKey& job, const EntityKey& from)
{
    m_context.models.quickPlan.withScenario(
        [this, job, from](const PlanScenario& scenario, const Edits& edits) {
            const QLocale& locale = m_context.models.language.locale();
            const std::string id = models::format::utf8(job.id);
            const auto rooms = models::poolsFor(id, models::format::utf8(from.id), *scenario.ground, edits);
            if (rooms.empty()) {
                refuse(tr("No other pool has room for %1.").arg(label(job)));
                return;
            }
            QList<ChoiceDialog::Choice> choices;
            for (const models::PoolRoom& room : rooms) {
                choices.append({room.pool, label(room.pool),
                                //: %1 a number of cards, %2 a distance
                                tr("%1 cards free, %2")
                                    .arg(models::format::count(std::uint64_t{room.cards}, locale),
                                         models::format::length(room.distance_m, locale).text())});
            }
            const std::uint32_t cards =
                models::cardsOf(id, models::format::utf8(from.id), *scenario.ground, edits);
            auto* dialog = new ChoiceDialog(
                {QStringLiteral("moveJobDialog"), tr("Move a job"),
                 //: %1 a job, %2 a number of cards
                 tr("%1: where should its %2 cards go? Nearest first.")
                     .arg(label(job), models::format::count(std::uint64_t{cards}, locale)),
                 tr("Move")},
                choices, [this, job, from](const EntityKey& to) { moveJob(job, from, to); }, &m_window);
            dialog->open();
        });
}

void QuickPlanCommands::moveJob(const EntityKey& job, const EntityKey& from, const EntityKey& to)
{
    m_context.models.quickPlan.edit([job, from, to](const PlanScenario& scenario, const Edits& edits) {
        return models::moveJob(models::format::utf8(job.id), models::format::utf8(from.id),
                               models::format::utf8(to.id), *scenario.ground, edits);
    });
}

void QuickPlanCommands::cancelJobs(const QList<EntityKey>& jobs)
{
    for (const EntityKey& job : jobs) {
        m_context.models.quickPlan.edit([job](const PlanScenario&, const Edits&) {
            return models::QuickAnswer{
                twin::scenario::Command{twin::scenario::CancelJob{models::format::utf8(job.id)}, {}, {}, {}},
                {}};
        });
    }
}

/// Pool to pool moves a job: no link can join two of them.
void QuickPlanCommands::join(const EntityKey& from, const EntityKey& to)
{
    if (!to.isValid()) {
        say(tr("Several pools stand here as one."), tr("Come nearer, then draw to the one you mean."));
    } else if (from.type == Type::Pool && to.type == Type::Pool) {
        moveSomeJob(from, to);
    } else {
        addLink(from, to);
    }
}

/// The one that is selected, or the only one, or the one chosen.
void QuickPlanCommands::moveSomeJob(const EntityKey& from, const EntityKey& to)
{
    m_context.models.quickPlan.withScenario(
        [this, from, to](const PlanScenario& scenario, const Edits& edits) {
            const auto jobs = models::jobsIn(models::format::utf8(from.id), *scenario.ground, edits);
            const auto chosen = std::ranges::find_if(jobs, [&](const models::PlacedJob& job) {
                return m_context.models.selection.contains(job.job);
            });
            if (jobs.empty()) {
                say(tr("No job has cards in %1.").arg(label(from)),
                    tr("To add a link, draw to a site: pools cannot be joined with each other."));
            } else if (chosen != jobs.end() || jobs.size() == 1) {
                moveJob(chosen != jobs.end() ? chosen->job : jobs.front().job, from, to);
            } else {
                QList<ChoiceDialog::Choice> choices;
                for (const models::PlacedJob& job : jobs) {
                    choices.append(
                        {job.job, label(job.job), tr("%n card(s)", nullptr, static_cast<int>(job.cards))});
                }
                auto* dialog = new ChoiceDialog(
                    {QStringLiteral("chooseJobDialog"), tr("Move a job"),
                     //: %1 and %2 are pools
                     tr("Which job goes from %1 to %2?").arg(label(from), label(to)), tr("Move")},
                    choices, [this, from, to](const EntityKey& job) { moveJob(job, from, to); }, &m_window);
                dialog->open();
            }
        });
}

void QuickPlanCommands::drop(const EntityKey& entity, const EntityKey& onto)
{
    if (!onto.isValid()) {
        say(tr("Several pools stand here as one."), tr("Come nearer, then draw to the one you mean."));
    } else if (entity.type != Type::Job) {
        say(tr("Only jobs can be dropped onto a pool."));
    } else {
        moveJob(entity, {}, onto);
    }
}

void QuickPlanCommands::cut(const EntityKey& link, twin::Position place)
{
    m_context.models.quickPlan.edit([link, place](const PlanScenario& scenario, const Edits& edits) {
        return models::cutOrRestore(link, place, *scenario.ground->world()->registry, edits);
    });
}

void QuickPlanCommands::sayForked(const QString& name)
{
    m_window.messages().show({Message::Tone::Information,
                              tr("This moment has been forked as “%1”.").arg(name),
                              tr("What you do changes the scenario only, never the live twin."),
                              {},
                              {}});
}

void QuickPlanCommands::say(const QString& what, const QString& todo)
{
    m_window.messages().show({Message::Tone::Information, what, {}, todo, {}});
}

void QuickPlanCommands::refuse(const QString& reason, const QString& detail)
{
    // The reason stands below at once: it is what a planner works with, not a technical detail.
    m_window.messages().show({Message::Tone::Problem, reason, detail, {}, {}});
}

QString QuickPlanCommands::label(const EntityKey& key) const
{
    const auto& snapshot = m_context.models.feed.snapshot();
    const QString known =
        snapshot ? models::entityLabel(*snapshot, key, m_context.models.language) : QString();
    return known.isEmpty() ? key.id : known;
}

} // namespace views
