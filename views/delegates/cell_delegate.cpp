#include "views/delegates/cell_delegate.h"

#include "models/roles.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace views {

using twin::state::Severity;

namespace {

constexpr int kPadding = 6;
constexpr int kMarkWidth = 14;
constexpr int kBarWidth = 44;

void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const Tokens& tokens)
{
    if ((option.state & QStyle::State_Selected) != 0) {
        QColor ground = tokens.accent;
        ground.setAlphaF(0.22F);
        painter.fillRect(option.rect, ground);
    } else if ((option.state & QStyle::State_MouseOver) != 0) {
        painter.fillRect(option.rect, tokens.bg2);
    }
}

/// Bold says that nobody has seen it yet.
QFont cellFont(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    QFont font = option.font;
    font.setBold(index.data(models::UrgentRole).toBool());
    return font;
}

} // namespace

bool isRightAligned(const QVariant& alignment)
{
    if (alignment.metaType() == QMetaType::fromType<Qt::Alignment>()) {
        return alignment.value<Qt::Alignment>().testFlag(Qt::AlignRight);
    }
    return (alignment.toInt() & Qt::AlignRight) != 0;
}

CellDelegate::CellDelegate(const Theme& theme, QObject* parent, Bars bars)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_bars(bars)
{}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const Tokens& tokens = m_theme.tokens();
    painter->save();
    paintGround(*painter, option, tokens);
    QRect rect = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    const QVariant points = index.data(models::SparklineRole);
    if (points.isValid()) {
        paintSparkline(*painter, QRectF(rect).adjusted(0, 4, 0, -4), points.value<QList<float>>(), tokens);
        painter->restore();
        return;
    }
    if (index.column() == 0) {
        const auto severity = static_cast<Severity>(index.data(models::SeverityRole).toInt());
        if (severity != Severity::Cleared) {
            paintSeverityShape(*painter, QRectF(rect.left(), rect.top(), 10, rect.height()), severity,
                               tokens);
            rect.setLeft(rect.left() + kMarkWidth);
        }
    }
    const QVariant ratio = index.data(models::RatioRole);
    if (ratio.isValid() && m_bars == Bars::Shown) {
        const QVariant known = index.data(models::KnownRole);
        const int width = qMin(kBarWidth, rect.width() / 2);
        const QVariant load = index.data(models::LoadRole);
        paintRatioBar(*painter, QRectF(rect.left(), rect.center().y() - 4, width, 8), ratio.toDouble(),
                      {index.data(models::StaleRole).toBool(), !known.isValid() || known.toBool(),
                       !load.isValid() || load.toBool()},
                      tokens);
        rect.setLeft(rect.left() + width + kPadding);
    }
    paintText(*painter, rect, option, index);
    painter->restore();
}

void CellDelegate::paintText(QPainter& painter, QRect rect, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    const Tokens& tokens = m_theme.tokens();
    const QString text = index.data(Qt::DisplayRole).toString();
    const QString unit = index.data(models::UnitRole).toString();
    const bool right = isRightAligned(index.data(Qt::TextAlignmentRole));
    const bool faded = index.data(models::StaleRole).toBool() || index.data(models::HandledRole).toBool() ||
                       (index.data(models::KnownRole).isValid() && !index.data(models::KnownRole).toBool());
    const QFont font = cellFont(option, index);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    const int unitWidth = unit.isEmpty() ? 0 : metrics.horizontalAdvance(unit);
    if (right && metrics.horizontalAdvance(text) + (unit.isEmpty() ? 0 : unitWidth + 3) > rect.width()) {
        painter.setPen(tokens.dim); // a part of a number is another number
        painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("…"));
        return;
    }
    if (!unit.isEmpty() && right) {
        painter.setPen(tokens.dim);
        painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, unit);
        rect.setRight(rect.right() - unitWidth - 3);
    }
    painter.setPen(faded ? tokens.dim : tokens.text);
    painter.drawText(rect, static_cast<int>((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter),
                     metrics.elidedText(text, option.textElideMode, rect.width()));
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                             const QModelIndex& index)
{
    const QString whole = index.data(Qt::DisplayRole).toString();
    const bool isCut = sizeHint(option, index).width() > option.rect.width();
    if (event->type() == QEvent::ToolTip && isCut && !index.data(Qt::ToolTipRole).isValid()) {
        QToolTip::showText(event->globalPos(), whole, view);
        return true;
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFontMetrics metrics(cellFont(option, index));
    int width = 2 * kPadding + metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    if (const QString unit = index.data(models::UnitRole).toString(); !unit.isEmpty()) {
        width += metrics.horizontalAdvance(unit) + 3;
    }
    if (m_bars == Bars::Shown && index.data(models::RatioRole).isValid()) {
        width += kBarWidth + kPadding;
    }
    if (index.data(models::SparklineRole).isValid()) {
        width = 84;
    }
    if (index.column() == 0) {
        width += kMarkWidth;
    }
    return {width + 2, kRowHeight};
}

} // namespace views
