#include "models/search/search_model.h"

#include "models/format/format.h"
#include "models/format/terms.h"

#include <algorithm>

namespace models {

using namespace twin::registry;
using Type = EntityKey::Type;

namespace {

constexpr int kNoMatch = 1000;

/// 0 the whole text, 1 its beginning, 2 the beginning of a word, 3 anywhere.
int matchRank(const QString& text, const QString& word)
{
    const qsizetype at = text.indexOf(word);
    if (at < 0) {
        return kNoMatch;
    }
    if (at == 0) {
        return text.size() == word.size() ? 0 : 1;
    }
    return text[at - 1].isLetterOrNumber() ? 3 : 2;
}

/// Order of kinds among equally good hits: what people look for most comes first.
int kindOrder(Type type)
{
    switch (type) {
    case Type::Enterprise:
        return 0;
    case Type::Pool:
        return 1;
    case Type::Hub:
    case Type::Cluster:
        return 2;
    case Type::Site:
        return 3;
    case Type::Job:
        return 4;
    case Type::Flow:
        return 5;
    case Type::Link:
        return 6;
    case Type::Conduit:
        return 7;
    default:
        return 8;
    }
}

twin::Name endsName(const Registry& registry, const Endpoint& a, const Endpoint& b)
{
    const twin::Name& from = registry.name(a);
    const twin::Name& to = registry.name(b);
    return {from.zh + " ↔ " + to.zh, from.en + " ↔ " + to.en};
}

} // namespace

SearchModel::SearchModel(SnapshotFeed& feed, const Language& language, QObject* parent)
    : QAbstractListModel(parent)
    , m_feed(feed)
    , m_language(language)
{
    connect(&feed, &SnapshotFeed::registryChanged, this, &SearchModel::search);
    connect(&language, &Language::changed, this, &SearchModel::search);
}

int SearchModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hits.size());
}

QVariant SearchModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() ||
        !checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const Hit& hit = m_hits[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return hit.label;
    case KeyRole:
        return QVariant::fromValue(hit.key);
    case DetailRole:
        return hit.detail;
    case KindRole:
        return hit.kind;
    default:
        return {};
    }
}

EntityKey SearchModel::key(int row) const
{
    return row >= 0 && row < m_hits.size() ? m_hits[row].key : EntityKey{};
}

QList<RelatedGroup> SearchModel::along(const EntityKey& key) const
{
    return m_feed.snapshot() ? relatedTo(*m_feed.snapshot(), key, m_language) : QList<RelatedGroup>{};
}

void SearchModel::setQuery(const QString& query)
{
    m_query = query.simplified();
    search();
}

SearchModel::Entry SearchModel::entry(Type type, const std::string& id, const twin::Name& name)
{
    const QString text = format::text(id);
    return {{type, text},
            text.toCaseFolded(),
            format::text(name.zh).toCaseFolded(),
            format::text(name.en).toCaseFolded()};
}

void SearchModel::indexRegistry(const RegistryPtr& registry)
{
    m_indexedRegistry = registry;
    m_fixed.clear();
    const auto addNamed = [this](Type type, const auto& entities) {
        for (const auto& entity : entities) {
            m_fixed.push_back(entry(type, entity.id, entity.name));
        }
    };
    const auto addBetween = [&](Type type, const auto& entities) {
        for (const auto& entity : entities) {
            m_fixed.push_back(entry(type, entity.id, endsName(*registry, entity.a, entity.b)));
        }
    };
    addNamed(Type::Enterprise, registry->subjects);
    addNamed(Type::Pool, registry->pools);
    addNamed(Type::Hub, registry->hubs);
    addNamed(Type::Cluster, registry->clusters);
    addNamed(Type::Site, registry->sites);
    addNamed(Type::ServiceNode, registry->serviceNodes);
    addBetween(Type::Link, registry->links);
    addBetween(Type::Conduit, registry->conduits);
}

void SearchModel::indexDirectory(const std::shared_ptr<const twin::state::Directory>& directory)
{
    m_indexedDirectory = directory;
    m_passing.clear();
    for (const auto& job : directory->jobs) {
        if (job) {
            m_passing.push_back(entry(Type::Job, job->id, job->name));
        }
    }
    for (const auto& flow : directory->flows) {
        if (flow) {
            m_passing.push_back(entry(Type::Flow, flow->id, {}));
        }
    }
}

int SearchModel::rank(const Entry& entry, const QStringList& words)
{
    int worst = 0;
    for (const QString& word : words) {
        const int best =
            std::min({matchRank(entry.id, word), matchRank(entry.zh, word), matchRank(entry.en, word)});
        worst = std::max(worst, best);
    }
    return worst;
}

void SearchModel::search()
{
    beginResetModel();
    m_hits.clear();
    m_totalHits = 0;
    if (m_feed.snapshot() && !m_query.isEmpty()) {
        find(*m_feed.snapshot());
    }
    endResetModel();
}

void SearchModel::find(const twin::state::Snapshot& snapshot)
{
    if (m_indexedRegistry != snapshot.registry) {
        indexRegistry(snapshot.registry);
    }
    if (m_indexedDirectory != snapshot.directory) {
        indexDirectory(snapshot.directory);
    }
    const QStringList words = m_query.toCaseFolded().split(u' ', Qt::SkipEmptyParts);

    struct Found
    {
        int rank;
        const Entry* entry;
    };

    std::vector<Found> found;
    for (const std::vector<Entry>* entries : {&m_fixed, &m_passing}) {
        for (const Entry& candidate : *entries) {
            const int rank = SearchModel::rank(candidate, words);
            if (rank < kNoMatch) {
                found.push_back({rank, &candidate});
            }
        }
    }
    m_totalHits = static_cast<int>(found.size());
    const auto shown = std::min<std::size_t>(found.size(), kMaxHits);
    const auto isBefore = [](const Found& a, const Found& b) {
        const auto order = [](const Found& f) {
            return std::pair(f.rank, kindOrder(f.entry->key.type));
        };
        return order(a) != order(b) ? order(a) < order(b) : a.entry->id < b.entry->id;
    };
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(shown), found.end(),
                      isBefore);
    for (std::size_t i = 0; i < shown; ++i) {
        const EntityKey& key = found[i].entry->key;
        const QString kind = Terms::of(key.type);
        m_hits.append(
            {key, entityLabel(snapshot, key, m_language), kind, kind + QStringLiteral(" · ") + key.id});
    }
}

} // namespace models
