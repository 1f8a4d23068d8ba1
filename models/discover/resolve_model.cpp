#include "models/discover/resolve_model.h"

#include "models/compute/compute_terms.h"
#include "models/format/format.h"

#include <algorithm>

namespace models {

using namespace twin::compute;

ResolveTable::ResolveTable(const Language& language, QObject* parent)
    : CellTable(parent)
    , m_language(language)
{}

void ResolveTable::setSteps(std::vector<ResolveStep> steps)
{
    replace(false, [&] { m_steps = std::move(steps); });
}

EntityKey ResolveTable::key(int row) const
{
    const ResolveStep& step = m_steps[static_cast<std::size_t>(row)];
    switch (step.level) {
    case ResolverLevel::National:
    case ResolverLevel::Regional:
        return {EntityKey::Type::ServiceNode, format::text(step.node)};
    case ResolverLevel::Subject:
        return {EntityKey::Type::Enterprise, format::text(step.node)};
    case ResolverLevel::Cache:
        break;
    }
    return {};
}

CellTable::Header ResolveTable::header(int column) const
{
    switch (column) {
    case LevelColumn:
        return {tr("Asked")};
    case NodeColumn:
        return {tr("Identifier")};
    case StateColumn:
        return {tr("State")};
    case AnswerColumn:
        return {tr("Answer")};
    default:
        return {tr("Time to live"), true, tr("What is left of it: so long the answer may be used again.")};
    }
}

CellTable::Cell ResolveTable::cell(int row, int column) const
{
    const ResolveStep& step = m_steps[static_cast<std::size_t>(row)];
    switch (column) {
    case LevelColumn:
        return {ComputeTerms::of(step.level)};
    case NodeColumn:
        return {step.level == ResolverLevel::Cache ? QString() : format::text(step.node)};
    case StateColumn:
        return {step.isCached ? tr("From the cache, not asked")
                : step.isUp   ? tr("Up")
                              : tr("Down"),
                {},
                step.isUp || step.isCached};
    case AnswerColumn:
        return {
            step.answer.empty() ? format::unknown() : format::text(step.answer), {}, !step.answer.empty()};
    default:
        return step.answer.empty()
                   ? Cell{format::unknown(), {}, false}
                   : Cell{format::count(std::uint64_t{step.ttl_s}, m_language.locale()), QStringLiteral("s")};
    }
}

ResolveModel::ResolveModel(SnapshotFeed& feed, const Language& language, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_language(language)
    , m_table(language)
    , m_job([this](Answer answer) {
        m_table.setSteps(answer.answer ? answer.answer->steps : std::vector<ResolveStep>());
        m_answer = std::move(answer);
        Q_EMIT changed();
    })
{
    connect(&language, &Language::changed, this, [this] {
        m_table.retranslate();
        Q_EMIT changed();
    });
}

void ResolveModel::ask(const Question& question)
{
    if (const auto& snapshot = m_feed.snapshot()) {
        m_job.request([question, registry = snapshot->registry] { return answered(question, *registry); });
    }
}

/// As a client finds it that asked before the outage, or never did (docs/compute.md, "Resolving").
ResolveModel::Answer ResolveModel::answered(const Question& question,
                                            const twin::registry::Registry& registry)
{
    Answer out;
    Resolver resolver(registry);
    const std::string id = format::utf8(question.id);
    twin::TimeNs now = 0;
    if (question.cachedFor_s) {
        now = static_cast<twin::TimeNs>(std::clamp(*question.cachedFor_s, 0.0, kMostCached_s) * 1e9);
        static_cast<void>(resolver.resolve(id, 0)); // an identifier that is none fails again below
    }
    std::vector<std::string> down;
    for (const QString& node : question.down) {
        down.push_back(format::utf8(node));
        if (const auto set = resolver.setDown(down.back(), true); !set) {
            out.error = format::text(set.error().reason);
            return out;
        }
    }
    auto answer = resolver.resolve(id, now);
    if (!answer) {
        out.error = format::text(answer.error().reason);
        return out;
    }
    out.validFor = answer->validUntil - now;
    if (answer->isResolved) {
        out.poolId = format::text(registry[answer->pool].id);
    }
    out.answer = std::move(*answer);
    if (!down.empty()) {
        if (auto effect = outageEffect(registry, down, 0)) {
            out.outage = std::move(*effect);
        }
    }
    return out;
}

QString ResolveModel::verdict() const
{
    if (!m_answer) {
        return {};
    }
    if (!m_answer->answer) {
        return tr("It could not be asked for.") + u'\n' + m_answer->error;
    }
    if (!m_answer->answer->isResolved) {
        // The reason is English: on a line of its own.
        return tr("Not found.") + u'\n' + format::text(m_answer->answer->reason);
    }
    return tr("Found: %1. The record may be used for %2.")
        .arg(m_answer->poolId, format::duration(m_answer->validFor));
}

QString ResolveModel::outage() const
{
    if (!m_answer || !m_answer->outage) {
        return {};
    }
    const OutageEffect& effect = *m_answer->outage;
    const QLocale& locale = m_language.locale();
    if (effect.poolsUnresolvable == 0) {
        return tr("Every pool can still be found.");
    }
    QStringList provinces;
    for (const std::string& name : effect.provinces) {
        provinces.append(format::text(name));
    }
    return tr("%1 of %2 pools cannot be found with an empty cache (%3); caches end within %4.")
        .arg(format::count(std::uint64_t{effect.poolsUnresolvable}, locale),
             format::count(std::uint64_t{effect.pools}, locale), provinces.join(QStringLiteral(", ")),
             format::duration(effect.lastCachedUntil));
}

} // namespace models
