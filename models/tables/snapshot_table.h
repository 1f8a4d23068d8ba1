#pragma once

#include "models/attention/attention_feed.h"
#include "models/feed/snapshot_feed.h"
#include "models/filter/entity_filter.h"
#include "models/format/format.h"
#include "models/language/language.h"
#include "models/roles.h"
#include "models/selection/entity_key.h"

#include <QAbstractTableModel>

#include <vector>

namespace models {

/// What all tables share: they show the feed's snapshot, announce what changed in contiguous runs, follow the
/// language and rest while nobody looks. Display text is the number alone where UnitRole gives a unit; the
/// accessible text carries both. GUI thread.
class SnapshotTable : public QAbstractTableModel
{
    Q_OBJECT

  public:
    SnapshotTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                  QObject* parent);

    /// A hidden table does no work; it catches up when it is shown. Active at first.
    void setActive(bool active);

    [[nodiscard]] bool isActive() const { return m_active; }

    /// The snapshot on screen in this table (the feed's, or an older one while inactive); may be null.
    [[nodiscard]] const twin::state::SnapshotPtr& snapshot() const { return m_snapshot; }

    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const final;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const final;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const final;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const final;

    /// What the row stands for. Precondition: row in range.
    [[nodiscard]] virtual EntityKey key(int row) const = 0;
    /// Row of a key, -1 if it is not here.
    [[nodiscard]] virtual int rowOf(const EntityKey& key) const = 0;
    /// Whether the row passes the console's filter. Precondition: row in range.
    [[nodiscard]] virtual bool passes(const EntityFilter& filter, int row) const;
    /// Column that views show as in-row bar or sparkline is known by RatioRole / SparklineRole; this says
    /// whether a column's values change with telemetry (so that sorting by it has to be repeated).
    [[nodiscard]] virtual bool isLive(int column) const = 0;

  protected:
    /// Header text of a column and, if `isNumber`, right alignment.
    struct Header
    {
        QString text;
        bool isNumber = false;
    };

    /// What a column's header does not say by itself, for its tool tip; empty where it does.
    [[nodiscard]] virtual QString headerHelp(int column) const;

    /// How a spreadsheet gets a column: its sort value times `factor`, in `unit`; by default as text.
    struct Measure
    {
        QString unit{};
        double factor = 0; ///< 0: no number
    };

    /// What one cell says.
    struct Cell
    {
        QString text{};
        QString unit{};
        bool isKnown = true;
        bool isStale = false;
        double ratio = -1;  ///< to draw as a bar when not negative
        bool isLoad = true; ///< a high ratio is a worry; false: a share, as of work done
    };

    [[nodiscard]] virtual int columns() const = 0;
    [[nodiscard]] virtual int rows() const = 0;
    [[nodiscard]] virtual Header header(int column) const = 0;
    [[nodiscard]] virtual Cell cell(int row, int column) const = 0;
    /// double, qlonglong or QString; invalid when unknown.
    [[nodiscard]] virtual QVariant sortValue(int row, int column) const = 0;
    [[nodiscard]] virtual Measure measure(int column) const;
    /// double or QString; invalid when unknown.
    [[nodiscard]] virtual QVariant exportValue(int row, int column) const;
    /// Points of a sparkline column, invalid for others.
    [[nodiscard]] virtual QVariant sparkline(int row, int column) const;
    /// Entity to look up in the attention list; none by default.
    [[nodiscard]] virtual twin::EntityRef entity(int row) const;
    /// Moves from `previous` to `snapshot()` (never null, same registry): rows in and out, dataChanged runs.
    virtual void applySnapshot(const twin::state::SnapshotPtr& previous) = 0;
    /// The registry is another one: list the rows of `snapshot()` anew (called within a model reset).
    virtual void rebuild() = 0;
    /// A second of shown time has passed: announce what changes by time alone (ages, staleness).
    virtual void secondPassed() = 0;

    /// One dataChanged per contiguous run of ascending `rows`.
    void announce(const std::vector<int>& rows);
    void announceColumn(int column);
    void announceAll();

    [[nodiscard]] const Language& language() const { return m_language; }

    [[nodiscard]] SnapshotFeed& feed() const { return m_feed; }

    /// A cell of a live value: dash and `isKnown` false when missing, otherwise `quantity` made of the value.
    template <typename Format>
    [[nodiscard]] static Cell liveCell(const twin::state::LiveValue& live, Format&& format)
    {
        if (live.quality == twin::state::Quality::Missing) {
            return {models::format::unknown(), {}, false, false, -1};
        }
        const models::format::Quantity quantity = format(live.value);
        return {quantity.number, quantity.unit, true, live.stale, -1};
    }

    [[nodiscard]] static Cell quantityCell(const models::format::Quantity& quantity);
    [[nodiscard]] static QVariant liveSort(const twin::state::LiveValue& live);

  private:
    void follow(const twin::state::SnapshotPtr& current);
    void followAttention();
    void retranslate();

    SnapshotFeed& m_feed;
    const AttentionFeed& m_attention;
    const Language& m_language;
    twin::state::SnapshotPtr m_snapshot;
    AttentionDigestPtr m_digest; ///< what the rows' severities are of; never null
    twin::TimeNs m_lastSecond = 0;
    bool m_active = true;
};

} // namespace models
