#pragma once

#include "models/attention/attention_feed.h"
#include "models/feed/snapshot_feed.h"
#include "models/feed/throttle.h"
#include "models/filter/entity_filter.h"
#include "models/language/language.h"
#include "models/roles.h"
#include "models/selection/entity_key.h"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>

#include <memory>
#include <vector>

namespace models {

/// hub › province › enterprise › pool, with "outside the hubs" last; for a network without pools region ›
/// site (by carrier where sites have carriers). Each level carries the sum of EFLOPS and the weighted
/// utilisation below it, of what passes the console's filter. KeyRole on every level (keys of a province or
/// enterprise occur once per parent). GUI thread.
class NavigatorModel final : public QAbstractItemModel
{
    Q_OBJECT

  public:
    enum Column { NameColumn, ComputeColumn, UtilisationColumn, ColumnCount };
    Q_ENUM(Column)

    NavigatorModel(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                   QObject* parent = nullptr);
    ~NavigatorModel() override;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// First index (column 0) with this key, depth first; invalid if there is none.
    [[nodiscard]] QModelIndex indexOf(const EntityKey& key) const;
    /// A hidden tree does no work. Active at first.
    void setActive(bool active);
    /// Figures of groups count only what passes; `filter` outlives this.
    void setFilter(const EntityFilter& filter);
    /// Whether the text is in its name, in either language, or in its identifier.
    [[nodiscard]] bool isNamed(const QModelIndex& index, const QString& text) const;
    /// Whether any pool (or site) at or below the index passes the console's filter.
    [[nodiscard]] bool passes(const EntityFilter& filter, const QModelIndex& index) const;

    struct Node;

  private:
    void follow();
    void rebuild();
    void refresh();
    void announce(const Node& parent);
    [[nodiscard]] const Node& nodeOf(const QModelIndex& index) const;
    [[nodiscard]] QString name(const Node& node) const;
    [[nodiscard]] QVariant cell(const Node& node, int column, int role) const;

    SnapshotFeed& m_feed;
    const AttentionFeed& m_attention;
    const Language& m_language;
    const EntityFilter* m_filter = nullptr;
    twin::state::SnapshotPtr m_snapshot;
    AttentionDigestPtr m_digest; ///< never null
    std::unique_ptr<Node> m_root;
    Throttle m_throttle;
    bool m_active = true;
};

/// The navigator filtered by a text (parents of a hit stay, children of a hit too) and the console's filter.
class NavigatorProxy final : public QSortFilterProxyModel
{
    Q_OBJECT

  public:
    NavigatorProxy(NavigatorModel& model, EntityFilter& filter, QObject* parent = nullptr);

    [[nodiscard]] QModelIndex indexOf(const EntityKey& key) const;

    [[nodiscard]] const QString& text() const { return m_text; }

  public Q_SLOTS:
    void setText(const QString& text);

  protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

  private:
    NavigatorModel& m_model;
    EntityFilter& m_filter;
    QString m_text;
};

} // namespace models
