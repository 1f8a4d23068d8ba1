#include "scenario_sources.h"

#include "twin/scenario/outcome.h"
#include "twin/scenario/timeline.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <thread>
#include <variant>

using namespace scenario_test;
using twin::Precision;

namespace {

const std::string& fullestConduit(const Ground& ground)
{
    const twin::registry::Registry& registry = *ground.world()->registry;
    double most = -1;
    const std::string* out = nullptr;
    for (const auto& conduit : registry.conduits) {
        if (conduit.kind == twin::registry::ConduitKind::AccessDuct) {
            continue;
        }
        double load = 0;
        for (const twin::registry::LinkIndex link : conduit.links) {
            load += ground.before()->links[link.value()].load_bps[0];
        }
        if (load > most) {
            most = load;
            out = &conduit.id;
        }
    }
    return *out;
}

/// An action, and what must be done before it.
struct Trial
{
    Action action;
    std::vector<Action> first{};
};

/// The first job of one pool that may go to another one.
MoveJob someMove(const ForkPtr& root)
{
    for (const JobPtr& job : root->ground()->jobs()) {
        for (const twin::registry::Pool& pool : root->ground()->world()->registry->pools) {
            if (takesCards(job->state) && job->placements.size() == 1 &&
                job->placements.front().poolId != pool.id) {
                MoveJob move{job->id, {{pool.id, job->placements.front().cards}}};
                if (root->check(command(move))) {
                    return move;
                }
            }
        }
    }
    qFatal("no job can be moved");
}

static_assert(std::variant_size_v<Action> == 23, "someOfAll() names every kind of action: this one, too");

/// Actions of every kind that the nation can bear.
std::vector<Trial> someOfAll(const GroundPtr& of)
{
    const Ground& ground = *of;
    const twin::registry::Registry& registry = *ground.world()->registry;
    const auto& link =
        *std::ranges::find(registry.links, twin::registry::LinkKind::Backbone, &twin::registry::Link::kind);
    const auto& pool = registry.pools.front();
    const auto& site = registry.sites.front();
    const auto& job =
        *std::ranges::find_if(ground.jobs(), [](const JobPtr& one) { return takesCards(one->state); });
    const Target duct{TargetKind::Conduit, fullestConduit(ground)};
    AddLink added;
    added.id = "L.NEW";
    added.a = registry.endpointId(link.a);
    added.b = registry.endpointId(link.b);
    added.carrier = registry[link.carrier].id;
    added.capacity_bps = 400'000'000'000;
    added.delay = link.delay / 2 + 1;
    SubmitJob submitted;
    submitted.id = "J.NEW";
    for (std::size_t p = 0; p < registry.pools.size() && submitted.placements.empty(); ++p) {
        if (registry.pools[p].cards > ground.cardsTaken(twin::registry::PoolIndex(p)) + 8) {
            submitted.placements.push_back({registry.pools[p].id, 8});
        }
    }
    const std::string province = std::to_string(pool.adcode / 10'000 * 10'000);
    const std::string& busy = job->placements.front().poolId;
    AddPool another;
    another.like = pool.id;
    another.id = pool.id.substr(0, pool.id.rfind('-')) + "-998";
    another.scale = 0.5;
    const Target node{TargetKind::ServiceNode, registry.serviceNodes.front().id};
    return {{Fail{duct}},
            {Fail{{TargetKind::Link, link.id}}},
            {Fail{{TargetKind::Site, site.id}}},
            {Fail{{TargetKind::Pool, pool.id}}},
            {Fail{{TargetKind::Province, province}}},
            {Fail{{TargetKind::Interconnection, registry.interconnections.front().id}}},
            {Fail{{TargetKind::ServiceNode, registry.serviceNodes.front().id}}},
            {Fail{{TargetKind::IdentifierService, registry.serviceNodes.front().id}}},
            {Degrade{duct, 0.3}},
            {Degrade{{TargetKind::Site, site.id}, 0.3}},
            {Degrade{{TargetKind::Province, province}, 0.5}},
            {Degrade{{TargetKind::Interconnection, registry.interconnections.front().id}, 0.01}},
            {Drain{duct}},
            {Drain{{TargetKind::Pool, pool.id}}},
            {added},
            {AddConduit{"D.NEW", added.a, added.b, 1'000'000}},
            {Remove{duct}},
            {Remove{{TargetKind::Link, link.id}}},
            {Remove{{TargetKind::Pool, pool.id}}},
            {ResizeLink{link.id, link.capacity_bps * 2}},
            {ResizeConduit{duct.id, 0.5}},
            {ResizePool{busy, 1.5}},
            {ResizePool{busy, 0.5}},
            {ResizePool{busy, 0.001}},
            {SetPrice{{pool.id, "", 0}, 1.5}},
            {SetTariff{{}, 9'999}},
            {SetPue{{"", "", pool.adcode / 10'000 * 10'000}, 1.9}},
            {ScaleDemand{{"background", "", 0}, 1.3}},
            {ScaleDemand{{"", "", 440'000}, 1.3}},
            {AddDemand{"F.NEW", site.id, pool.id, 1e10, 0, {}, "tenant-001"}},
            {submitted},
            {CancelJob{job->id}},
            {SetPolicy{RoutingCost::Hops, {}}},
            {Drain{node}},
            {Fail{{TargetKind::Card, job->id}}},
            {Restore{duct}, {Fail{duct}}},
            {Restore{{TargetKind::Pool, pool.id}}, {Drain{{TargetKind::Pool, pool.id}}}},
            {another},
            {PlannedBuilds{}},
            {Growth{{}, 0.05}},
            {someMove(Fork::root(of))},
            {PlannedWork{"W.1", {duct, node}, true}},
            {PlannedWork{"W.2", {{TargetKind::Pool, pool.id}}, false}}};
}

/// What adds up must add up, whatever was done.
void checkSums(const Ground& ground, const Situation& now)
{
    // Bytes: a pool's access carries what flows begin and end there, no more and no less.
    const twin::registry::Registry& registry = *now.world->registry;
    std::map<std::string, double> sent;
    std::map<std::string, double> received;
    for (const FlowSituation& flow : now.flows) {
        sent[now.fact(ground, flow).src] += flow.rate_bps;
        received[now.fact(ground, flow).dst] += flow.rate_bps;
    }
    for (const twin::registry::Pool& pool : registry.pools) {
        double out = 0;
        double in = 0;
        for (const twin::registry::LinkIndex link : pool.access) {
            out += now.links[link.value()].load_bps[0];
            in += now.links[link.value()].load_bps[1];
        }
        QVERIFY2(std::abs(out - sent[pool.id]) <= 1e-6 * out + 1, pool.id.c_str());
        QVERIFY2(std::abs(in - received[pool.id]) <= 1e-6 * in + 1, pool.id.c_str());
    }
    for (const LinkSituation& link : now.links) {
        for (const int way : {0, 1}) {
            QVERIFY(link.load_bps[way] <= link.capacity_bps[way] * (1 + 1e-9) + 1);
            QVERIFY(link.load_bps[way] >= 0);
        }
    }
    double served = 0;
    for (const FlowSituation& flow : now.flows) {
        QVERIFY(flow.rate_bps >= 0 && flow.rate_bps <= flow.asked_bps * (1 + 1e-9));
        QVERIFY(flow.state != FlowState::Disconnected || flow.rate_bps == 0);
        served += flow.rate_bps;
    }
    QVERIFY(std::abs(served - now.totals.served_bps) <= 1e-6 * served);
    // Compute: cards and FLOPS by pool are those in all; none works twice.
    std::uint64_t cards = 0;
    twin::MoneyE4 energy = 0;
    twin::MoneyE4 revenue = 0;
    twin::GflopsByPrecision stranded;
    for (std::size_t p = 0; p < now.pools.size(); ++p) {
        const PoolSituation& pool = now.pools[p];
        if (pool.state == ElementState::Removed) {
            continue;
        }
        QVERIFY(pool.cardsUsable <= pool.cards);
        QVERIFY(pool.cardsWorking <= static_cast<double>(pool.cardsTaken) + 1e-6);
        // A pool that is cut off computes for itself; what is degraded has whole cards of each class.
        const double broken = pool.state == ElementState::Degraded || pool.state == ElementState::Drained
                                  ? static_cast<double>(registry.pools[p].chips.size())
                                  : 0;
        QVERIFY2(!pool.isReachable || pool.cardsWorking <= pool.cardsUsable + broken + 1e-6,
                 registry.pools[p].id.c_str());
        cards += pool.cards;
        energy += pool.energyPerHour;
        revenue += pool.revenuePerHour;
        for (std::size_t k = 0; k < twin::kPrecisionCount; ++k) {
            QVERIFY(pool.stranded.value[k] <= pool.declared.value[k]);
            stranded.value[k] += pool.stranded.value[k];
        }
    }
    QCOMPARE(cards, now.totals.cards);
    QCOMPARE(energy, now.totals.energyPerHour);
    QCOMPARE(revenue, now.totals.revenuePerHour);
    QCOMPARE(stranded, now.totals.stranded);
    // The parts of an outcome add up to its whole.
    const Outcome outcome = compare(ground, ground.before(), std::make_shared<const Situation>(now));
    twin::MoneyE4 more = 0;
    double carbon = 0;
    for (const Rollup& row : outcome.enterprises) {
        more += row.revenuePerHour;
        carbon += row.carbon_gPerHour;
    }
    QCOMPARE(more, now.totals.revenuePerHour - ground.before()->totals.revenuePerHour);
    const double carbonMore = now.totals.carbon_gPerHour - ground.before()->totals.carbon_gPerHour;
    QVERIFY(std::abs(carbon - carbonMore) <= 1e-9 * now.totals.carbon_gPerHour);
    // So do shares of tenants, where every job has one; each is rounded.
    twin::MoneyE4 tenants = 0;
    for (const Rollup& row : outcome.tenants) {
        tenants += row.revenuePerHour;
    }
    if (std::ranges::none_of(now.jobs, [](const auto& job) { return job.job->tenantId.empty(); })) {
        QVERIFY2(std::abs(tenants - more) <= static_cast<twin::MoneyE4>(outcome.tenants.size()) + 1'000,
                 qPrintable(QStringLiteral("%1 %2").arg(tenants).arg(more)));
    }
}

} // namespace

/// Forks of a nation: undo gives back every bit, trees share what they have in common, sums close.
class TstScenarioFork : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void checkingAListCanBeCancelled()
    {
        const ForkPtr root = Fork::root(smallGround());
        const std::vector<Command> commands{command(SetTariff{{}, 1}), command(SetPue{{}, 1.2})};
        std::atomic<bool> cancelled = true;
        const auto none = root->withAll(commands, &cancelled);
        QVERIFY(!none);
        QCOMPARE(none.error().code, twin::ErrorCode::Cancelled);
        cancelled = false;
        const auto all = root->withAll(commands, &cancelled);
        QVERIFY(all && (*all)->depth() == 2);
    }

    void cardsAreCountedByTheirClass()
    {
        const GroundPtr ground = smallGround([](pb::SnapshotFile& file) {
            for (pb::Pool& one : *file.mutable_registry()->mutable_pools()) {
                if (one.id() == kZhongwei) {
                    pb::Chip& chip = *one.add_chips();
                    chip = one.chips(0);
                    chip.set_chip_class("GPU-989");
                    chip.set_count(100);
                    for (pb::Flops& declared : *one.mutable_declared()) {
                        declared.set_gflops(declared.gflops() / 10 * 11);
                    }
                }
            }
        });
        // 512 cards of any class and 200 of NPU-320 leave all of the 100 others.
        SubmitJob job;
        job.id = "J.NEW";
        job.placements = {{kZhongwei, 100}};
        job.chipClass = "GPU-989";
        const auto fork = Fork::root(ground)->with(command(job));
        QVERIFY2(fork, fork ? "" : fork.error().text().c_str());
        QVERIFY((*fork)->with(command(MoveJob{"J.NEW", {{kZhongwei, 99}}})));
        SubmitJob more;
        more.id = "J.MORE";
        more.placements = {{kZhongwei, 289}};
        more.chipClass = "NPU-320";
        const auto tooMany = (*fork)->with(command(more));
        QVERIFY(!tooMany);
        QVERIFY2(tooMany.error().reason.find("288 cards free") != std::string::npos,
                 tooMany.error().reason.c_str());
        job.placements = {{kZhongwei, 101}};
        QVERIFY(!Fork::root(ground)->with(command(job)));
    }

    /// The fork before is computed anew, so what it had kept cannot stand for it.
    void everyCommandIsUndoneToTheBit()
    {
        const GroundPtr ground = nationGround();
        Document header;
        header.horizon = 200 * 24 * twin::kHour; // two quarters in which demand grows
        const ForkPtr root = Fork::root(ground, header);
        QCOMPARE(situationOf(root)->stateHash, ground->before()->stateHash);
        std::set<std::string> hashes;
        std::set<std::size_t> kinds;
        for (const Trial& trial : someOfAll(ground)) {
            ForkPtr base = root;
            for (const Action& first : trial.first) {
                base = *base->with(command(first));
            }
            const SituationPtr kept = situationOf(base);
            const std::string before = kept->stateHash;
            const auto fork = base->with(command(trial.action));
            QVERIFY2(fork.has_value(), fork ? "" : (text(trial.action) + ": " + fork.error().text()).c_str());
            const SituationPtr now = situationOf(*fork);
            // A new conduit is empty as yet, and nothing is planned in this nation.
            const bool isEmpty = std::holds_alternative<AddConduit>(trial.action) ||
                                 std::holds_alternative<PlannedBuilds>(trial.action);
            QVERIFY2(isEmpty == (now->stateHash == before), text(trial.action).c_str());
            hashes.insert(now->stateHash);
            kinds.insert(trial.action.index());
            checkSums(*ground, *now);
            QCOMPARE((*fork)->parent(), base);
            base->forget();
            const SituationPtr undone = situationOf((*fork)->parent());
            QVERIFY(undone != kept);
            QCOMPARE(undone->stateHash, before);
            // Anew, after all the others: the same bits.
            QCOMPARE(situationOf(*base->with(command(trial.action)))->stateHash, now->stateHash);
        }
        QVERIFY(hashes.size() > 35);
        QCOMPARE(kinds.size(), std::variant_size_v<Action>);
    }

    void everyVerbOnEveryTargetIsUndone_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("verb");
        constexpr const char* kVerbs[]{"fail",          "degrade",     "drain", "restore",
                                       "work by drain", "work by cut", "remove"};
        for (int kind = 0; kind <= static_cast<int>(TargetKind::Card); ++kind) {
            const auto of = static_cast<TargetKind>(kind);
            const bool isRemovable =
                of == TargetKind::Conduit || of == TargetKind::Link || of == TargetKind::Pool;
            for (int verb = 0; verb < (isRemovable ? 7 : 6); ++verb) {
                QTest::addRow("%s %s", kVerbs[verb], std::string(targetKindName(of)).c_str()) << kind << verb;
            }
        }
    }

    /// What cannot be done to a thing is refused for what the thing is (docs/scenarios.md, the table).
    void everyVerbOnEveryTargetIsUndone()
    {
        QFETCH(int, kind);
        QFETCH(int, verb);
        const auto of = static_cast<TargetKind>(kind);
        static const GroundPtr ground = groundOf(usualSnapshot());
        const twin::registry::Registry& registry = *ground->world()->registry;
        const std::map<TargetKind, std::string> ids{
            {TargetKind::Conduit, kDuct},
            {TargetKind::Link, kAccess},
            {TargetKind::Interconnection, registry.interconnections.front().id},
            {TargetKind::Site, "S.XIA"},
            {TargetKind::Pool, kZhongwei},
            {TargetKind::ServiceNode, "SN.R.64"},
            {TargetKind::Province, "640000"},
            {TargetKind::Source, "west"},
            {TargetKind::IdentifierService, "SN.R.64"},
            {TargetKind::Card, "J.000001"}};
        const Target target{of, ids.at(of)};
        const std::vector<Action> verbs{Fail{target},
                                        Degrade{target, 0.5},
                                        Drain{target},
                                        Restore{target},
                                        PlannedWork{"W.1", {target}, true},
                                        PlannedWork{"W.1", {target}, false},
                                        Remove{target}};
        const Action& action = verbs[static_cast<std::size_t>(verb)];
        const bool isCard = of == TargetKind::Card;
        const bool isService = of == TargetKind::ServiceNode || of == TargetKind::IdentifierService;
        const bool isSource = of == TargetKind::Source;
        std::optional<ReasonKind> refused;
        if (verb == 1 && (isCard || isService || isSource)) {
            refused = ReasonKind::NotDegradable;
        } else if ((verb == 2 && (isCard || isSource)) || (verb == 4 && isCard)) {
            refused = ReasonKind::NotDrainable;
        } else if (verb == 5 && isCard) {
            refused = ReasonKind::CardUnplannable;
        }
        ForkPtr base = Fork::root(ground);
        if (verb == 3) {
            QCOMPARE(base->with(command(action)).error().because.kind, ReasonKind::NothingToRestore);
            base = *base->with(command(Fail{target}));
        }
        const SituationPtr kept = situationOf(base);
        const auto fork = base->with(command(action));
        QCOMPARE(fork ? std::nullopt : std::optional(fork.error().because.kind), refused);
        if (!fork) {
            return;
        }
        const SituationPtr now = situationOf(*fork);
        // Nothing passes the one place of two carriers here; a source that is worked on goes on telling.
        const bool isNothing = of == TargetKind::Interconnection || (isSource && verb == 4);
        QCOMPARE(now->stateHash == kept->stateHash, isNothing);
        base->forget();
        const SituationPtr undone = situationOf((*fork)->parent());
        QVERIFY(undone != kept);
        QCOMPARE(undone->stateHash, kept->stateHash);
        QCOMPARE(situationOf(*base->with(command(action)))->stateHash, now->stateHash);
        if (verb != 3 && verb != 6) { // restored it is as nothing had been
            QCOMPARE(after(ground, {action, Restore{target}})->stateHash, ground->before()->stateHash);
        }
    }

    /// What is failed and restored is as if nothing had been: the earlier fork and the inverse command agree.
    void failingAndRestoringIsNothing()
    {
        const GroundPtr ground = nationGround();
        const Target duct{TargetKind::Conduit, fullestConduit(*ground)};
        QCOMPARE(after(ground, {Fail{duct}, Restore{duct}})->stateHash, ground->before()->stateHash);
        QCOMPARE(after(ground, {Degrade{duct, 0.5}, Restore{duct}})->stateHash, ground->before()->stateHash);
    }

    /// Two commands that have nothing to do with each other, in either order.
    void theOrderOfStrangersDoesNotMatter()
    {
        const GroundPtr ground = nationGround();
        const Action cut = Fail{{TargetKind::Conduit, fullestConduit(*ground)}};
        const Action dark = Fail{{TargetKind::Pool, ground->world()->registry->pools.front().id}};
        QCOMPARE(after(ground, {cut, dark})->stateHash, after(ground, {dark, cut})->stateHash);
    }

    void forksMakeATree()
    {
        const GroundPtr ground = nationGround();
        const ForkPtr trunk = forkOf(ground, {Fail{{TargetKind::Conduit, fullestConduit(*ground)}}});
        const auto left = trunk->with(command(SetTariff{{}, 1}));
        const auto right = trunk->with(command(ScaleDemand{{}, 2}));
        QVERIFY(left && right);
        QCOMPARE((*left)->parent(), trunk);
        QCOMPARE((*right)->parent(), trunk);
        QCOMPARE((*left)->depth(), std::size_t{2});
        QCOMPARE((*right)->commands().size(), std::size_t{2});
        // A scenario file of it comes to the same.
        const Document document = (*right)->document();
        const auto read = parseDocument(documentText(document), "tree.json");
        QVERIFY(read.has_value());
        ForkPtr again = Fork::root(ground);
        for (const Command& one : read->commands) {
            again = *again->with(one);
        }
        QCOMPARE(situationOf(again)->stateHash, situationOf(*right)->stateHash);
    }

    /// What it keeps is dropped, and computed anew to the same bits.
    void aForkForgetsWhatItKept()
    {
        const GroundPtr ground = smallGround();
        const ForkPtr fork = forkOf(ground, {Fail{{TargetKind::Conduit, fullestConduit(*ground)}}});
        const SituationPtr now = situationOf(fork);
        QCOMPARE(situationOf(fork), now); // it is kept
        const N1Ptr n1 = *fork->n1();
        const std::weak_ptr<const N1Table> table = n1;
        fork->forget();
        QCOMPARE(now.use_count(), 1L);
        QCOMPARE(table.use_count(), 1L);
        const SituationPtr again = situationOf(fork);
        QVERIFY(again != now);
        QCOMPARE(again->stateHash, now->stateHash);
        QVERIFY(*fork->n1() != n1);
    }

    /// Also while others ask.
    void forgettingIsForAnyThread()
    {
        const GroundPtr ground = smallGround();
        const ForkPtr fork = forkOf(ground, {Fail{{TargetKind::Conduit, fullestConduit(*ground)}}});
        const std::string hash = situationOf(fork)->stateHash;
        std::atomic<int> wrong = 0;
        std::vector<std::thread> all;
        for (int t = 0; t < 4; ++t) {
            all.emplace_back([&, t] {
                for (int i = 0; i < 50; ++i) {
                    if (t == 0) {
                        fork->forget();
                    } else if (const auto now = fork->situation(); !now || (*now)->stateHash != hash) {
                        ++wrong;
                    }
                }
            });
        }
        for (std::thread& one : all) {
            one.join();
        }
        QCOMPARE(wrong.load(), 0);
    }

    void groundsOfOneRegistryShareItsNetwork()
    {
        auto document = smallSnapshot();
        addWork(document.message());
        twin::registry::canonicalise(document.message());
        const auto loaded = twin::registry::buildRegistry(document.message());
        QVERIFY(loaded);
        GroundOptions later;
        later.seed = 2;
        const auto first = Ground::of(loaded->registry, loaded->workload);
        auto second = Ground::of(loaded->registry, loaded->workload, later);
        QVERIFY(first && second);
        QCOMPARE((*first)->world()->graph.get(), (*second)->world()->graph.get());
        // One that is equal and another is not the same.
        QVERIFY(smallGround()->world()->graph != (*first)->world()->graph);
    }

    /// Forks are looked at by many at once; what each sees does not depend on the others.
    void threadsSeeTheSame()
    {
        const GroundPtr ground = nationGround();
        std::vector<Action> actions;
        for (const Trial& trial : someOfAll(ground)) {
            if (trial.first.empty() && actions.size() < 12) {
                actions.push_back(trial.action);
            }
        }
        std::vector<std::string> alone;
        for (const Action& action : actions) {
            alone.push_back(after(ground, {action})->stateHash);
        }
        std::vector<std::string> together(actions.size());
        std::vector<std::thread> threads;
        for (std::size_t t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (std::size_t i = t; i < actions.size(); i += 4) {
                    together[i] = after(ground, {actions[i]})->stateHash;
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
        QCOMPARE(together, alone);
    }

    void longChainsOfForksEndWell()
    {
        const GroundPtr ground = smallGround();
        ForkPtr fork = Fork::root(ground);
        for (int i = 0; i < 300; ++i) {
            fork = *fork->with(command(SetTariff{{}, i}));
        }
        QCOMPARE(fork->depth(), std::size_t{300});
        fork.reset();
        QVERIFY(ground->before() != nullptr);
    }

    void aTimelineIsTheSameOnAnyThreads()
    {
        const GroundPtr ground = nationGround();
        Document document;
        const auto& conduits = ground->world()->registry->conduits;
        for (int i = 0; i < 8; ++i) {
            Command one = command(Fail{{TargetKind::Conduit, conduits[static_cast<std::size_t>(i) * 3].id}});
            one.at = Moment{false, i * twin::kHour};
            one.until = Moment{false, (i + 2) * twin::kHour};
            document.commands.push_back(one);
        }
        document.horizon = 12 * twin::kHour;
        const auto alone = runTimeline(*ground, document, {1, nullptr, {}});
        const auto four = runTimeline(*ground, document, {4, nullptr, {}});
        QVERIFY(alone && four);
        QCOMPARE(alone->stateHash, four->stateHash);
        QCOMPARE(alone->steps.size(), std::size_t{10}); // 0 to 9 h, then as before
        QCOMPARE(alone->steps.back().stateHash, ground->before()->stateHash);
        QCOMPARE(alone->steps.back().end - ground->moment(), document.horizon);
        QCOMPARE(alone->lost_bytes, four->lost_bytes);
        double lost = 0;
        for (const TimelineStep& step : alone->steps) {
            lost += (ground->before()->totals.served_bps - step.totals.served_bps) / 8 *
                    (static_cast<double>(step.end - step.begin) / 1e9);
        }
        QVERIFY(std::abs(lost - alone->lost_bytes) <= 1e-6 * std::max(1.0, std::abs(lost)));
        std::atomic<bool> cancelled = true;
        const auto none = runTimeline(*ground, document, {1, &cancelled, {}});
        QVERIFY(!none);
        QCOMPARE(none.error().code, twin::ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TstScenarioFork)
#include "tst_scenario_fork.moc"
