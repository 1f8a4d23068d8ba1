#pragma once

#include "models/tables/snapshot_table.h"
#include "models/tables/sparklines.h"

namespace models {

/// A table whose row r is entity r of one kind of the registry: pools and links. Rows come and go only with
/// the registry.
class IndexedTable : public SnapshotTable
{
    Q_OBJECT

  public:
    IndexedTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                 twin::EntityKind kind, int ageColumn, int trendColumn, QObject* parent);

    [[nodiscard]] EntityKey key(int row) const override;
    [[nodiscard]] int rowOf(const EntityKey& key) const override;

  protected:
    [[nodiscard]] int rows() const override;
    [[nodiscard]] twin::EntityRef entity(int row) const override;
    void applySnapshot(const twin::state::SnapshotPtr& previous) override;
    void rebuild() override;
    void secondPassed() override;

    [[nodiscard]] twin::state::LiveValue live(int row, std::size_t metric) const;
    /// State of the asset when it is not in service, else the operational state.
    [[nodiscard]] Cell stateCell(int row, twin::registry::LifecycleState lifecycle, std::size_t metric) const;
    [[nodiscard]] Cell ageCell(const twin::state::LiveValue& live) const;
    [[nodiscard]] QVariant trend(int row) const;

  private:
    twin::EntityKind m_kind;
    int m_ageColumn;
    int m_trendColumn;
    mutable Sparklines m_sparklines; ///< filled when a row is looked at
    std::vector<bool> m_stale;       ///< by row, as last announced
};

} // namespace models
