#include "views/widgets/plain_header.h"

#include "views/delegates/cell_delegate.h"

#include <QPainter>
#include <QPolygonF>

namespace views {

namespace {

constexpr int kArrow = 8;

void paintArrow(QPainter& painter, const QPointF& centre, Qt::SortOrder order)
{
    const double up = order == Qt::AscendingOrder ? -1 : 1;
    painter.drawPolygon(QPolygonF{{centre.x() - 3.5, centre.y() - 2 * up},
                                  {centre.x() + 3.5, centre.y() - 2 * up},
                                  {centre.x(), centre.y() + 2 * up}});
}

} // namespace

PlainHeader::PlainHeader(const Theme& theme, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setHighlightSections(false);
    setFixedHeight(CellDelegate::kRowHeight);
}

void PlainHeader::paintSection(QPainter* painter, const QRect& rect, int logicalIndex) const
{
    const Tokens& tokens = m_theme.tokens();
    painter->save();
    painter->fillRect(rect, tokens.bg2);
    painter->setPen(tokens.line);
    painter->drawLine(rect.topRight(), rect.bottomRight());
    QRect room = rect.adjusted(6, 0, -6, 0);
    if (isSortIndicatorShown() && sortIndicatorSection() == logicalIndex) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(tokens.dim);
        paintArrow(*painter, QPointF(room.right() - 3, room.center().y() + 1), sortIndicatorOrder());
        room.setRight(room.right() - kArrow - 3);
    }
    const QString title = model()->headerData(logicalIndex, Qt::Horizontal, Qt::DisplayRole).toString();
    const bool right =
        isRightAligned(model()->headerData(logicalIndex, Qt::Horizontal, Qt::TextAlignmentRole));
    painter->setFont(font());
    painter->setPen(tokens.dim);
    painter->drawText(room, static_cast<int>((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter),
                      fontMetrics().elidedText(title, Qt::ElideRight, room.width()));
    painter->restore();
}

} // namespace views
