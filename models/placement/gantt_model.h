#pragma once

#include "models/selection/entity_key.h"
#include "twin/support/units.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace models {

/// How a bar stands: views choose its look.
enum class GanttState : std::uint8_t {
    Planned, ///< of a plan
    Running,
    Degraded, ///< slower than it should be
    Waiting,  ///< staging, or being moved: holds cards, computes nothing
    Moved,    ///< of a plan after a failure, or in a run: was elsewhere before
    Stopped,  ///< holds cards that cannot work: its pool or its network is down
    Queued,   ///< waits for cards: holds none
};

/// A job at one pool.
struct GanttBar
{
    QString id;    ///< of the job
    QString label; ///< what it is called
    int row = 0;
    twin::TimeNs begin = 0;   ///< cards are held from here
    twin::TimeNs compute = 0; ///< computing begins; until then it is staging
    twin::TimeNs end = 0;     ///< as far as is known: see isOpen
    bool isOpen = false;      ///< nobody says when it ends: `end` is where the picture ends
    std::uint32_t cards = 0;
    GanttState state = GanttState::Planned;
    EntityKey key;             ///< what is selected with it: the job, or its pool where the job is a plan's
    bool isLate = false;       ///< its job misses its deadline, here or later
    twin::TimeNs deadline = 0; ///< of its job, where it is to be seen: 0: none
    QString note;              ///< what else there is to say of it, by lines; may be empty
};

/// A pool.
struct GanttRow
{
    EntityKey key;
    QString label;
    double cards = 0;      ///< it has in all; 0 = not known
    bool isBefore = false; ///< of the base; the same pool in the scenario is the next row
};

/// Jobs by pool over time, for a Gantt chart: rows are pools, bars are jobs. Filled as a whole; bars are kept
/// by row, then begin. GUI thread.
class GanttModel final : public QObject
{
    Q_OBJECT

  public:
    using QObject::QObject;

    /// Bars of rows that are none are left out. `now` 0: no line of the present.
    void setContent(std::vector<GanttRow> rows, std::vector<GanttBar> bars, twin::TimeNs now);

    [[nodiscard]] const std::vector<GanttRow>& rows() const { return m_rows; }

    [[nodiscard]] const std::vector<GanttBar>& bars() const { return m_bars; }

    [[nodiscard]] twin::TimeNs now() const { return m_now; }

    /// First to last moment of any bar; both 0 without bars.
    [[nodiscard]] twin::TimeNs from() const { return m_from; }

    [[nodiscard]] twin::TimeNs to() const { return m_to; }

    /// Bars of a row: [first, second) in bars().
    [[nodiscard]] std::pair<std::size_t, std::size_t> barsOf(int row) const;

    /// Where the keyboard goes from a bar: `step` bars along the row, or `rowStep` rows with bars up
    /// (negative) or down, to the bar nearest in time. Nothing: there is none that way.
    [[nodiscard]] std::optional<std::size_t> along(std::size_t bar, int step) const;
    [[nodiscard]] std::optional<std::size_t> across(std::size_t bar, int rowStep) const;

    /// The bar of a job at a pool, by identifiers, of several that which begins nearest to a moment; nothing
    /// if there is none.
    [[nodiscard]] std::optional<std::size_t> find(const QString& job, const QString& pool,
                                                  bool isBefore = false, twin::TimeNs near = 0) const;
    /// The row of the same pool on the other side: of the base for one of the scenario, and the other way
    /// round; -1: there is none.
    [[nodiscard]] int beside(int row) const;

    /// Cards held at a pool (by all but those that wait for cards) from each moment on, until the next;
    /// begins with the first bar, ends with 0.
    [[nodiscard]] std::vector<std::pair<twin::TimeNs, double>> occupancy(int row) const;

  Q_SIGNALS:
    void changed();

  private:
    std::vector<GanttRow> m_rows;
    std::vector<GanttBar> m_bars;
    std::vector<std::size_t> m_first; ///< of each row, and one more
    twin::TimeNs m_now = 0;
    twin::TimeNs m_from = 0;
    twin::TimeNs m_to = 0;
};

} // namespace models
