#include "views/search/hit_delegate.h"

#include "models/search/search_model.h"

#include <QPainter>

namespace views {

HitDelegate::HitDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{}

void HitDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Tokens& tokens = m_theme.tokens();
    painter->save();
    painter->setFont(option.font);
    const bool heading = (index.flags() & Qt::ItemIsSelectable) == 0;
    if ((option.state & QStyle::State_Selected) != 0) {
        QColor ground = tokens.accent;
        ground.setAlphaF(0.22F);
        painter->fillRect(option.rect, ground);
    } else if ((option.state & QStyle::State_MouseOver) != 0 && !heading) {
        painter->fillRect(option.rect, tokens.bg2);
    }
    QRect rect = option.rect.adjusted(8, 0, -8, 0);
    const QFontMetrics metrics(option.font);
    // The name first: it may have all that the detail needs not, and three fifths in any case. Both end in
    // what tells them apart.
    const QString name = index.data(Qt::DisplayRole).toString();
    const QString whole = index.data(models::SearchModel::DetailRole).toString();
    const int nameWidth =
        qMin(metrics.horizontalAdvance(name) + 1,
             qMax(rect.width() * 3 / 5, rect.width() - metrics.horizontalAdvance(whole) - 8));
    const QString detail = metrics.elidedText(whole, Qt::ElideMiddle, rect.width() - nameWidth - 8);
    painter->setPen(tokens.dim);
    painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, detail);
    rect.setRight(rect.right() - metrics.horizontalAdvance(detail) - 8);
    painter->setPen(heading ? tokens.dim : tokens.text);
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(name, Qt::ElideMiddle, rect.width()));
    painter->restore();
}

QSize HitDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {200, 26};
}

} // namespace views
