#pragma once

#include "models/tables/snapshot_table.h"
#include "models/tables/sparklines.h"

#include <memory>
#include <string>
#include <vector>

namespace models {

/// A table of what comes and goes with events (flows, jobs): rows sorted by identifier, inserted and removed
/// in runs, never reset by a snapshot.
class DirectoryTable : public SnapshotTable
{
    Q_OBJECT

  public:
    DirectoryTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                   twin::EntityKind kind, int trendColumn, QObject* parent);

    [[nodiscard]] EntityKey key(int row) const override;
    [[nodiscard]] int rowOf(const EntityKey& key) const override;

  protected:
    /// A row: its entry (alive even when the snapshot no longer has it) and its number in the section now.
    template <typename Entry> using Slots = std::vector<std::shared_ptr<const Entry>>;

    struct Row
    {
        std::string id;
        std::uint32_t slot = twin::EntityRef::kNone;
        std::shared_ptr<const void> entry;
    };

    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }

    [[nodiscard]] twin::EntityRef entity(int row) const override;
    void applySnapshot(const twin::state::SnapshotPtr& previous) override;
    void rebuild() override;

    void secondPassed() override { announceAll(); }

    /// Rows of a directory, any order.
    [[nodiscard]] virtual std::vector<Row> list(const twin::state::Directory& directory) const = 0;

    [[nodiscard]] const Row& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    [[nodiscard]] twin::state::LiveValue live(int row, std::size_t metric) const;

    /// The last minutes of the row, in the unit of its metric (Sparklines).
    [[nodiscard]] QList<float> trend(int row) const;

    template <typename Entry> [[nodiscard]] static std::vector<Row> listed(const Slots<Entry>& slots)
    {
        std::vector<Row> out;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            if (slots[i]) {
                out.push_back({slots[i]->id, static_cast<std::uint32_t>(i), slots[i]});
            }
        }
        return out;
    }

  private:
    [[nodiscard]] std::vector<Row> sortedRows() const;
    void adopt(const std::vector<Row>& next);
    void removeGone();
    void insertNew(const std::vector<Row>& next);
    void announceChanged(const twin::state::Snapshot& previous);

    twin::EntityKind m_kind;
    int m_trendColumn;
    mutable Sparklines m_sparklines; ///< filled when a row is looked at
    std::vector<Row> m_rows;         ///< sorted by id
    std::shared_ptr<const twin::state::Directory> m_listed;
    std::vector<std::string> m_replaced; ///< ids whose entry or slot changed in this step
};

} // namespace models
