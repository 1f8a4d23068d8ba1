#pragma once

#include "models/feed/snapshot_feed.h"
#include "models/language/language.h"
#include "models/roles.h"
#include "models/search/related.h"

#include <QAbstractListModel>

#include <vector>

namespace models {

/// Finds entities by identifier or name in either language, best first, and shows the neighbours of one ("go
/// along": enterprise → job → flow → link and back). Display text is the name; DetailRole the kind and
/// identifier. GUI thread.
class SearchModel final : public QAbstractListModel
{
    Q_OBJECT

  public:
    enum ExtraRole { DetailRole = UnitRole + 100, KindRole /* QString, translated */ };

    static constexpr int kMaxHits = 100;

    SearchModel(SnapshotFeed& feed, const Language& language, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    [[nodiscard]] const QString& query() const { return m_query; }

    [[nodiscard]] EntityKey key(int row) const;
    /// Neighbours to go along to from a hit.
    [[nodiscard]] QList<RelatedGroup> along(const EntityKey& key) const;

    /// Hits in all, of which at most kMaxHits are rows.
    [[nodiscard]] int totalHits() const { return m_totalHits; }

  public Q_SLOTS:
    /// Words must all match; rows are ready when it returns (about a millisecond at national size).
    void setQuery(const QString& query);

  private:
    struct Entry
    {
        EntityKey key;
        QString id; ///< the three texts are case-folded
        QString zh;
        QString en;
    };

    struct Hit
    {
        EntityKey key;
        QString label;
        QString kind;
        QString detail;
    };

    void indexRegistry(const twin::registry::RegistryPtr& registry);
    void indexDirectory(const std::shared_ptr<const twin::state::Directory>& directory);
    void search();
    void find(const twin::state::Snapshot& snapshot);
    [[nodiscard]] static Entry entry(EntityKey::Type type, const std::string& id, const twin::Name& name);
    [[nodiscard]] static int rank(const Entry& entry, const QStringList& words);

    SnapshotFeed& m_feed;
    const Language& m_language;
    QString m_query;
    std::vector<Entry> m_fixed;   ///< from the registry
    std::vector<Entry> m_passing; ///< flows and jobs
    twin::registry::RegistryPtr m_indexedRegistry;
    std::shared_ptr<const twin::state::Directory> m_indexedDirectory;
    QList<Hit> m_hits;
    int m_totalHits = 0;
};

} // namespace models
