#include "models/paths/paths_model.h"

#include "models/format/format.h"
#include "models/search/related.h"

#include <algorithm>

namespace models {

using twin::network::DisjointAnswer;
using twin::network::Disjointness;
using twin::network::PairProof;

namespace {

constexpr int kInterval_ms = 500; ///< figures that change faster cannot be read

/// Links with a direction that is down.
int downLinks(const PathAnswer& answer)
{
    std::vector<bool> isDown(answer.registry->links.size());
    for (std::uint32_t arc = 0; arc < answer.failed.size(); ++arc) {
        const twin::registry::LinkIndex link = answer.graph->link(arc);
        if (answer.failed[arc] != 0 && link.isValid()) {
            isDown[link.value()] = true;
        }
    }
    return static_cast<int>(std::ranges::count(isDown, true));
}

} // namespace

PathsModel::PathsModel(SnapshotFeed& feed, Selection& selection, const Language& language, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_selection(selection)
    , m_language(language)
    , m_table(language)
    , m_reach(language)
    , m_throttle(kInterval_ms, [this] { follow(); })
{
    connect(&selection, &Selection::changed, this, &PathsModel::followSelection);
    connect(&feed, &SnapshotFeed::snapshotApplied, this, &PathsModel::followSnapshot);
    connect(&language, &Language::changed, this, &PathsModel::retranslate);
    connect(&m_worker, &PathWorker::answered, this, &PathsModel::takeAnswer);
}

bool PathsModel::isPlace(const EntityKey& key)
{
    return key.type == EntityKey::Type::Pool || key.type == EntityKey::Type::Site;
}

void PathsModel::followSelection()
{
    QList<EntityKey> places;
    for (const EntityKey& key : m_selection.keys()) {
        if (isPlace(key)) {
            places.append(key);
        }
    }
    if (places.isEmpty() && !m_selection.keys().isEmpty() && m_subject == Subject::Pair) {
        return; // a link of the paths, say, is being looked at
    }
    switch (places.size()) {
    case 0:
        return setSubject(Subject::Nothing, {}, {});
    case 1:
        return setSubject(Subject::OnePlace, places[0], {});
    case 2:
        return setSubject(Subject::Pair, places[0], places[1]);
    default:
        return setSubject(Subject::TooMany, {}, {});
    }
}

void PathsModel::setSubject(Subject subject, const EntityKey& from, const EntityKey& to)
{
    if (subject == m_subject && from == m_from && to == m_to) {
        return;
    }
    m_subject = subject;
    m_from = from;
    m_to = to;
    forget();
    if (isWanted()) {
        ask();
    }
    Q_EMIT changed();
    if (subject == Subject::Pair) {
        Q_EMIT pairSelected();
    }
}

bool PathsModel::isWanted() const
{
    return m_from.isValid() && (m_active || m_circles.any());
}

/// The answer on screen is one to another question.
void PathsModel::forget()
{
    m_answered = m_asked; // what is still under way is no longer waited for
    m_answer = nullptr;
    m_shown = -1;
    m_table.setAnswer(nullptr, nullptr);
    m_reach.setAnswer(nullptr);
    makeOverlay();
}

void PathsModel::ask()
{
    const twin::state::SnapshotPtr& snapshot = m_feed.snapshot();
    if (!snapshot) {
        return;
    }
    PathRequest request;
    request.number = ++m_asked;
    request.snapshot = snapshot;
    request.from = m_from;
    request.to = m_to;
    request.apart = m_apart;
    m_worker.request(std::move(request));
}

void PathsModel::takeAnswer()
{
    PathAnswerPtr answer = m_worker.take();
    if (!answer || answer->number != m_asked || m_answered == m_asked) {
        return; // to a question nobody asks any more
    }
    m_answered = answer->number;
    const bool isSamePair = m_answer && m_answer->from == answer->from && m_answer->to == answer->to;
    m_shown = isSamePair ? qMax(0, m_shown) : 0; // before the rows: who shows them asks for it
    m_answer = std::move(answer);
    m_table.setAnswer(m_answer, m_feed.snapshot());
    m_reach.setAnswer(m_subject == Subject::OnePlace ? m_answer : nullptr);
    m_shown = qMin(m_shown, m_table.rowCount() - 1);
    makeOverlay();
    Q_EMIT changed();
}

void PathsModel::followSnapshot()
{
    if (isWanted()) {
        m_throttle.request();
    }
}

/// New values; and where the network is another one, or other links are down, new paths.
void PathsModel::follow()
{
    const twin::state::SnapshotPtr& snapshot = m_feed.snapshot();
    if (!snapshot || !isWanted() || isWaiting()) {
        return;
    }
    const bool isOther = !m_answer || m_answer->registry != snapshot->registry ||
                         m_answer->failed != twin::state::downArcs(*snapshot, *m_answer->graph);
    if (isOther) {
        ask();
        Q_EMIT changed();
    } else if (m_active) {
        m_table.setValues(snapshot);
    }
}

void PathsModel::setActive(bool active)
{
    if (m_active == active) {
        return;
    }
    m_active = active;
    if (!isWanted()) {
        forget();
    } else {
        m_throttle.runNow();
    }
    makeOverlay();
    Q_EMIT changed();
}

void PathsModel::setShown(int row)
{
    if (row != m_shown && row >= 0 && row < m_table.rowCount()) {
        m_shown = row;
        makeOverlay();
    }
}

void PathsModel::setApart(Disjointness apart)
{
    if (apart == m_apart) {
        return;
    }
    m_apart = apart;
    if (isWanted() && m_subject == Subject::Pair) {
        ask();
    }
    Q_EMIT changed();
}

void PathsModel::setCircles(CircleChoice circles)
{
    if (circles == m_circles) {
        return;
    }
    m_circles = circles;
    if (isWanted() && !m_answer && !isWaiting()) {
        ask();
    }
    makeOverlay();
    Q_EMIT circlesChanged();
}

void PathsModel::swap()
{
    if (m_subject == Subject::Pair) {
        setSubject(Subject::Pair, EntityKey(m_to), EntityKey(m_from));
    }
}

void PathsModel::clear()
{
    m_selection.clear();
    setSubject(Subject::Nothing, {}, {});
}

void PathsModel::makeOverlay()
{
    const bool hadNone = !m_overlay;
    const bool isShown = m_answer && (m_circles.any() || (m_active && m_subject == Subject::Pair));
    m_overlay = isShown ? pathOverlay(*m_answer, m_active ? m_table.paths() : std::vector<PathRow>(), m_shown,
                                      m_circles)
                        : nullptr;
    if (!hadNone || m_overlay) {
        Q_EMIT overlayChanged();
    }
}

std::optional<twin::TimeNs> PathsModel::latencyTo(const EntityKey& key) const
{
    const twin::state::SnapshotPtr& snapshot = m_feed.snapshot();
    if (!m_answer || !snapshot || snapshot->registry != m_answer->registry || !isPlace(key) ||
        key == m_from) {
        return std::nullopt;
    }
    const auto found = snapshot->find(entityKind(key.type), format::utf8(key.id));
    const auto& delays =
        key.type == EntityKey::Type::Pool ? m_answer->reach.poolDelay : m_answer->reach.siteDelay;
    if (!found || found->index >= delays.size() || delays[found->index] == twin::network::kUnreachable) {
        return std::nullopt;
    }
    return delays[found->index];
}

void PathsModel::retranslate()
{
    m_table.retranslate();
    m_reach.retranslate();
    Q_EMIT changed();
}

QString PathsModel::name(const EntityKey& key) const
{
    const twin::state::SnapshotPtr& snapshot = m_feed.snapshot();
    return snapshot ? entityLabel(*snapshot, key, m_language) : key.id;
}

QString PathsModel::title() const
{
    switch (m_subject) {
    case Subject::OnePlace:
        return name(m_from);
    case Subject::Pair:
        //: from place %1 to place %2
        return tr("%1 → %2").arg(name(m_from), name(m_to));
    case Subject::Nothing:
    case Subject::TooMany:
        break;
    }
    return {};
}

QString PathsModel::verdict() const
{
    if (!m_answer || isWaiting() || m_subject != Subject::Pair) {
        return {};
    }
    if (!m_answer->fromNode.isValid() || !m_answer->toNode.isValid()) {
        return tr("One of the two is no longer in the registry.");
    }
    if (m_answer->routes.empty()) {
        return tr("No path leads there now.");
    }
    return pairVerdict();
}

QString PathsModel::downText() const
{
    const int down = m_answer && !isWaiting() ? downLinks(*m_answer) : 0;
    return down == 0 ? QString() : tr("%n link(s) down, left out", nullptr, down);
}

QString PathsModel::pairVerdict() const
{
    const DisjointAnswer& pair = *m_answer->pair;
    if (!pair.pair) {
        return noPairVerdict(pair);
    }
    const QLocale& locale = m_language.locale();
    const auto delay = [&](const twin::network::Route& route) {
        return twin::network::routeFacts(*m_answer->graph, m_answer->fromNode, route.arcs).delay;
    };
    const QString both =
        format::milliseconds(delay(pair.pair->first) + delay(pair.pair->second), locale).text();
    if (pair.proof == PairProof::Optimal) {
        //: %1 is what the paths do not share; %2 their latencies added
        return tr("Disjoint pair (%1): %2 together, the least there is.").arg(apartText(), both);
    }
    return tr("Disjoint pair (%1): %2 together, the best found; none can be below %3.")
        .arg(apartText(), both, format::milliseconds(pair.bound, locale).text());
}

QString PathsModel::noPairVerdict(const DisjointAnswer& pair) const
{
    if (!pair.blockedBy.empty()) {
        return tr("No disjoint pair (%1): every path uses %2.").arg(apartText(), blockerName(pair.blockedBy));
    }
    return pair.proof == PairProof::NoPair
               ? tr("No disjoint pair (%1) exists.").arg(apartText())
               : tr("No disjoint pair (%1) was found before the search was cut short.").arg(apartText());
}

QString PathsModel::apartText() const
{
    switch (m_apart) {
    case Disjointness::Link:
        return tr("no common link");
    case Disjointness::Node:
        return tr("no common site");
    case Disjointness::Srlg:
        break;
    }
    return tr("no common conduit");
}

/// The label of a link, site, pool or conduit by its identifier; the identifier of anything else.
QString PathsModel::blockerName(const std::string& id) const
{
    using Type = EntityKey::Type;
    const twin::registry::Registry& registry = *m_answer->registry;
    const QString text = format::text(id);
    for (const Type type : {Type::Link, Type::Site, Type::Pool}) {
        if (registry.find(entityKind(type), id)) {
            return name({type, text});
        }
    }
    return registry.conduit(id).isValid() ? name({Type::Conduit, text}) : text;
}

} // namespace models
