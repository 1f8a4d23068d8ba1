#include "twin/scenario/failure_days.h"

#include "twin/scenario/run_simulation.h"
#include "twin/scenario/share_sum.h"
#include "twin/support/digest.h"
#include "twin/support/parallel.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace twin::scenario {

namespace {

constexpr double kHour_s = 3'600;
constexpr std::size_t kDaysAtOnce = 256; ///< whose results are kept before they are added up

/// A day's time of a job, or of many: there, and of that not had.
struct DayTime
{
    double present_s = 0;
    double down_s = 0;
    double lost_s = 0;

    void add(const DayTime& more)
    {
        present_s += more.present_s;
        down_s += more.down_s;
        lost_s += more.lost_s;
    }
};

struct Row
{
    JobAvailability shown;
    ShareSum up;
    ShareSum effective;
    DayTime day; ///< of groups: being added up

    void add(const DayTime& of)
    {
        up.add(of.down_s, of.present_s);
        effective.add(of.lost_s, of.present_s);
    }

    [[nodiscard]] JobAvailability finish() const
    {
        JobAvailability out = shown;
        out.up = up.estimate();
        out.effective = effective.estimate();
        out.hoursDown = up.missed_s() / kHour_s;
        return out;
    }
};

/// What a day came to.
struct Day
{
    std::vector<DayTime> jobs; ///< in the order of the simulation
    std::vector<JobPtr> later; ///< jobs behind the ground's
    std::vector<std::pair<std::uint64_t, double>> usable;
    std::size_t failures = 0;
};

/// What the document itself decides about fails in no other way.
std::set<Target> targetsOf(const std::vector<Command>& commands)
{
    std::set<Target> out;
    for (const Command& command : commands) {
        std::visit(
            [&](const auto& action) {
                if constexpr (std::is_same_v<std::decay_t<decltype(action)>, CancelJob>) {
                    out.insert({TargetKind::Card, action.id}); // it has none any more
                } else if constexpr (requires { action.target; }) {
                    out.insert(action.target);
                } else if constexpr (requires { action.elements; }) {
                    out.insert(action.elements.begin(), action.elements.end());
                }
            },
            command.action);
    }
    return out;
}

const Target& targetOf(const Command& failure)
{
    const auto* fail = std::get_if<Fail>(&failure.action);
    return fail != nullptr ? fail->target : std::get<Degrade>(failure.action).target;
}

std::string kindName(registry::JobKind kind)
{
    constexpr std::array<const char*, 6> kNames{"unspecified", "intra_train", "cross_train",
                                                "ingest",      "infer",       "batch"};
    return kNames[static_cast<std::size_t>(kind)];
}

class Days
{
  public:
    Days(const Ground& ground, const Document& document, const FailureDaysOptions& options)
        : m_ground(ground)
        , m_document(document)
        , m_options(options)
        , m_decided(targetsOf(document.commands))
        , m_start(ground)
    {
        m_runOptions.mostEvents = 0;
        m_runOptions.cancelled = options.cancelled;
    }

    Result<FailureDays> run()
    {
        auto usual = simulate({});
        if (!usual) {
            return failure(std::move(usual.error()));
        }
        m_usual = std::move(*usual);
        std::vector<Day> days;
        for (std::uint32_t first = 0; first < m_options.days; first += kDaysAtOnce) {
            const std::size_t count = std::min<std::size_t>(kDaysAtOnce, m_options.days - first);
            days.assign(count, {});
            if (auto done = play(first, days); !done) {
                return failure(std::move(done.error()));
            }
            for (const Day& day : days) {
                take(day);
            }
        }
        return finish();
    }

  private:
    [[nodiscard]] Result<> play(std::uint32_t first, std::vector<Day>& days)
    {
        std::mutex mutex;
        std::optional<std::pair<std::size_t, Error>> problem; // of the first day that has one
        parallelFor(
            days.size(), std::max(1U, m_options.threads),
            [&](std::size_t i, unsigned) {
                auto day = dayOf(first + static_cast<std::uint32_t>(i));
                const std::lock_guard lock(mutex);
                if (!day) {
                    if (!problem || i < problem->first) {
                        problem.emplace(i, std::move(day.error()));
                    }
                    return;
                }
                days[i] = std::move(*day);
                ++m_done;
                if (m_options.onProgress) {
                    m_options.onProgress(m_done, m_options.days);
                }
            },
            m_options.cancelled);
        if (m_options.cancelled != nullptr && m_options.cancelled->load(std::memory_order_relaxed)) {
            return failure(ErrorCode::Cancelled, "the days were cancelled");
        }
        return problem ? Result<>(failure(std::move(problem->second))) : Result<>();
    }

    /// Failures of a day, those before it that still last at its beginning.
    [[nodiscard]] Result<std::vector<Command>> failuresOf(std::uint32_t day) const
    {
        Rng random(m_options.seed, "scenario.failure_day", day);
        auto storm = randomFailures(m_ground, m_options.runIn + m_options.length, random.next(),
                                    m_options.rates, m_options.runIn);
        if (!storm) {
            return storm;
        }
        std::erase_if(*storm, [&](Command& command) {
            const Target& target = targetOf(command);
            const bool isBefore = command.at->ns < m_options.runIn;
            command.at->ns = std::max<TimeNs>(0, command.at->ns - m_options.runIn);
            command.until->ns -= m_options.runIn;
            // The work that a card's failure before the day took away was lost before it.
            return command.until->ns <= 0 || m_decided.contains(target) ||
                   (isBefore && target.kind == TargetKind::Card);
        });
        return storm;
    }

    [[nodiscard]] Result<Day> dayOf(std::uint32_t number) const
    {
        auto failures = failuresOf(number);
        if (!failures) {
            return failure(std::move(failures.error()));
        }
        return failures->empty() ? Result<Day>(m_usual) : simulate(std::move(*failures));
    }

    [[nodiscard]] Result<Day> simulate(std::vector<Command> failures) const
    {
        std::vector<Command> commands = m_document.commands;
        commands.insert(commands.end(), failures.begin(), failures.end());
        Simulation simulation(m_ground, commands, m_runOptions, static_cast<double>(m_options.length) / 1e9,
                              m_start);
        if (auto done = simulation.run(); !done) {
            return failure(std::move(done.error()));
        }
        Day out;
        out.failures = failures.size();
        out.usable = simulation.usable();
        const RunJobs& jobs = simulation.jobs();
        out.jobs.reserve(jobs.count());
        for (std::uint32_t j = 0; j < jobs.count(); ++j) {
            const RunJob& job = jobs[j];
            out.jobs.push_back({job.present_s, job.present_s - job.up_s, job.lost_s});
            if (j >= m_start.jobs.count()) {
                out.later.push_back(job.job);
            }
        }
        return out;
    }

    Row& rowOf(std::size_t job, const Day& day)
    {
        const std::size_t known = m_start.jobs.count();
        const JobPtr& of =
            job < known ? m_start.jobs[static_cast<std::uint32_t>(job)].job : day.later[job - known];
        Row& row = m_jobs[of->id];
        if (row.shown.id.empty()) {
            row.shown.id = of->id;
            m_groups[of->id] = groupsOf(*of);
        }
        return row;
    }

    [[nodiscard]] std::vector<Row*> groupsOf(const registry::Job& job)
    {
        std::vector<Row*> out{&groupOf(m_kinds, kindName(job.kind))};
        if (!job.tenantId.empty()) {
            out.push_back(&groupOf(m_tenants, job.tenantId));
        }
        std::set<std::string> owners;
        const registry::Registry& registry = *m_ground.world()->registry;
        for (const registry::PlacedCards& placed : job.placements) {
            if (const auto pool = registry.find(EntityKind::Pool, placed.poolId)) {
                owners.insert(registry[registry.pools[pool->index].subject].id);
            }
        }
        for (const std::string& owner : owners) {
            out.push_back(&groupOf(m_enterprises, owner));
        }
        out.push_back(&m_all);
        return out;
    }

    static Row& groupOf(std::map<std::string, Row>& groups, const std::string& id)
    {
        const auto [found, isNew] = groups.try_emplace(id);
        if (isNew) {
            found->second.shown = {id, 0, {}, {}, 0};
        }
        return found->second;
    }

    void take(const Day& day)
    {
        for (std::size_t j = 0; j < day.jobs.size(); ++j) {
            if (day.jobs[j].present_s <= 0) {
                continue;
            }
            Row& row = rowOf(j, day);
            const bool isFirst = !row.up.isAny();
            row.add(day.jobs[j]);
            for (Row* group : m_groups.at(row.shown.id)) {
                group->day.add(day.jobs[j]);
                group->shown.jobs += isFirst ? 1 : 0;
            }
        }
        for (auto* groups : {&m_kinds, &m_tenants, &m_enterprises}) {
            for (auto& [id, group] : *groups) {
                group.add(std::exchange(group.day, {}));
            }
        }
        m_all.add(std::exchange(m_all.day, {}));
        for (const auto& [gflops, seconds] : day.usable) {
            m_usable[gflops] += seconds;
        }
        m_failures += day.failures;
    }

    /// What there is at least in that share of the time.
    [[nodiscard]] double usableIn(double share) const
    {
        double all_s = 0;
        for (const auto& [gflops, seconds] : m_usable) {
            all_s += seconds;
        }
        double below_s = 0;
        for (const auto& [gflops, seconds] : m_usable) {
            below_s += seconds;
            if (below_s > (1 - share) * all_s) {
                return static_cast<double>(gflops);
            }
        }
        return 0;
    }

    [[nodiscard]] FailureDays finish()
    {
        FailureDays out;
        out.days = m_options.days;
        out.failures = m_failures;
        const auto list = [](const std::map<std::string, Row>& rows, std::vector<JobAvailability>& into) {
            for (const auto& [id, row] : rows) {
                into.push_back(row.finish());
            }
        };
        list(m_jobs, out.jobs);
        list(m_kinds, out.kinds);
        list(m_tenants, out.tenants);
        list(m_enterprises, out.enterprises);
        m_all.shown.id = "all";
        m_all.shown.jobs = static_cast<std::uint32_t>(m_jobs.size());
        out.all = m_all.finish();
        double all_s = 0;
        for (const auto& [gflops, seconds] : m_usable) {
            out.mean_gflops += static_cast<double>(gflops) * seconds;
            all_s += seconds;
        }
        out.mean_gflops /= all_s > 0 ? all_s : 1;
        out.at99_gflops = usableIn(0.99);
        out.at999_gflops = usableIn(0.999);
        out.declared_gflops = static_cast<double>(m_ground.before()->totals.declared[Precision::Fp16]);
        out.stateHash = hashOf(out);
        return out;
    }

    static std::string hashOf(const FailureDays& days)
    {
        Digest digest;
        for (const auto* rows : {&days.jobs, &days.kinds, &days.tenants, &days.enterprises}) {
            for (const JobAvailability& row : *rows) {
                digest.add(row.id);
                digest.add(std::uint64_t{row.jobs});
                for (const flow::Estimated* of : {&row.up, &row.effective}) {
                    digest.add(of->mean);
                    digest.add(of->low);
                    digest.add(of->high);
                }
            }
        }
        digest.add(days.failures);
        digest.add(days.mean_gflops);
        digest.add(days.at99_gflops);
        digest.add(days.at999_gflops);
        return digest.finish();
    }

    const Ground& m_ground;
    const Document& m_document;
    const FailureDaysOptions& m_options;
    std::set<Target> m_decided;
    RunOptions m_runOptions;
    RunStart m_start; ///< every day works on a copy
    Day m_usual;      ///< without any failure: most days are so, and they are all the same
    std::uint32_t m_done = 0;
    std::map<std::string, Row> m_jobs;
    std::unordered_map<std::string, std::vector<Row*>> m_groups; ///< of a job
    std::map<std::string, Row> m_kinds;
    std::map<std::string, Row> m_tenants;
    std::map<std::string, Row> m_enterprises;
    Row m_all;
    std::map<std::uint64_t, double> m_usable; ///< seconds by FP16 GFLOPS
    std::uint64_t m_failures = 0;
};

} // namespace

Result<FailureDays> simulateFailureDays(const Ground& ground, const Document& document,
                                        const FailureDaysOptions& options)
{
    if (options.days < 2 || options.days > kMostFailureDays) {
        return failure(ErrorCode::BadInput, "failure days: from 2 to " + std::to_string(kMostFailureDays));
    }
    if (options.length < kMinute || options.length > 31 * kDay || options.runIn < 0 ||
        options.runIn > 31 * kDay) {
        return failure(ErrorCode::BadInput, "a failure day lasts from a minute to 31 days");
    }
    return Days(ground, document, options).run();
}

} // namespace twin::scenario
