#pragma once

#include "views/theme/theme.h"

#include <QStyledItemDelegate>

namespace views {

/// Paints the cells of tables and trees: numbers to the right with their unit dim, a bar where the cell is a
/// utilisation, a sparkline where it is a short history, the severity's shape before the first column, stale
/// values dim and hatched, values never heard hollow. `theme` outlives it.
class CellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

  public:
    static constexpr int kRowHeight = 24;

    enum class Bars { Shown, Hidden }; ///< hidden where there is no room: the number alone

    explicit CellDelegate(const Theme& theme, QObject* parent = nullptr, Bars bars = Bars::Shown);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// What is cut off is read in the tool tip.
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

  private:
    void paintText(QPainter& painter, QRect rect, const QStyleOptionViewItem& option,
                   const QModelIndex& index) const;

    const Theme& m_theme;
    Bars m_bars;
};

/// Reads Qt::TextAlignmentRole, which models give as flags or as a number.
[[nodiscard]] bool isRightAligned(const QVariant& alignment);

/// How a bar says its ratio.
struct BarLook
{
    bool isStale = false; ///< hatched
    bool isKnown = true;  ///< hollow when not
    bool isLoad = true;   ///< in the utilisation's colour; else in the accent's
};

/// A bar of `ratio`: 0..1, more fills it.
void paintRatioBar(QPainter& painter, const QRectF& rect, double ratio, BarLook look, const Tokens& tokens);

/// A line through `points` (NaN = gap), scaled from zero to the largest value, or to one for ratios; without
/// points a sign that they are being read.
void paintSparkline(QPainter& painter, const QRectF& rect, const QList<float>& points, const Tokens& tokens);

} // namespace views
