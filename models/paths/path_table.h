#pragma once

#include "models/language/language.h"
#include "models/paths/path_rows.h"

#include <QAbstractTableModel>

namespace models {

/// The paths of one answer, a row each: latency, hops, carriers, where it is tightest and what is free there
/// now. Free capacity that is stale is marked so, and what nobody measures makes it an upper bound ("≤"). The
/// row's key is the link that is the bottleneck. GUI thread.
class PathTable final : public QAbstractTableModel
{
    Q_OBJECT

  public:
    enum Column {
        PathColumn,
        LatencyColumn,
        HopsColumn,
        CarriersColumn,
        BottleneckColumn,
        FreeColumn,
        CapacityColumn,
        MeasuredColumn,
        RouteColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    explicit PathTable(const Language& language, QObject* parent = nullptr);

    /// Null, or an answer without paths: an empty table.
    void setAnswer(PathAnswerPtr answer, const twin::state::SnapshotPtr& snapshot);
    /// New values; a snapshot of another registry is ignored.
    void setValues(const twin::state::SnapshotPtr& snapshot);
    /// Texts in the current language.
    void retranslate();

    [[nodiscard]] const std::vector<PathRow>& paths() const { return m_rows; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  private:
    struct Cell
    {
        QString text{};
        QString unit{};
        bool isKnown = true;
        bool isStale = false;
        double ratio = -1;
    };

    [[nodiscard]] Cell cell(const PathRow& row, int column) const;
    [[nodiscard]] Cell freeCell(const twin::state::RouteRoom& room) const;
    [[nodiscard]] QString pathText(const PathRow& row) const;
    [[nodiscard]] QString carriersText(const PathRow& row) const;
    [[nodiscard]] QString bottleneckText(const PathRow& row) const;
    [[nodiscard]] QString measuredText(const PathRow& row) const;
    [[nodiscard]] QString toolTip(const PathRow& row, int column) const;
    [[nodiscard]] QString routeText(const PathRow& row) const;
    [[nodiscard]] EntityKey bottleneckKey(const PathRow& row) const;

    const Language& m_language;
    PathAnswerPtr m_answer;
    std::vector<PathRow> m_rows;
};

} // namespace models
