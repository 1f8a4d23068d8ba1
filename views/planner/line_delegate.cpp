#include "views/planner/line_delegate.h"

#include "models/roles.h"
#include "views/theme/style_sheet.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace views {

namespace {

constexpr int kPadding = 6;
constexpr int kCheck = 14;
constexpr int kMark = 3;

int lineHeight(const QFont& font)
{
    return QFontMetrics(font).height() + 2;
}

QRect checkRect(const QRect& row)
{
    return {row.left() + kPadding, row.top() + kPadding, kCheck, kCheck};
}

QRect textRect(const QRect& row, const QModelIndex& index)
{
    const bool hasCheck = index.data(Qt::CheckStateRole).isValid();
    return row.adjusted(kPadding + (hasCheck ? kCheck + kPadding : 0), kPadding / 2, -kPadding,
                        -kPadding / 2);
}

void paintCheck(QPainter& painter, const QRect& rect, bool isOn, const Tokens& tokens)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(isOn ? tokens.accent : tokens.dim, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    if (isOn) {
        painter.setPen(QPen(tokens.accent, 2));
        painter.drawPolyline(QPolygonF{QPointF(rect.left() + 3.5, rect.top() + 7.5),
                                       QPointF(rect.left() + 6, rect.top() + 10),
                                       QPointF(rect.left() + 10.5, rect.top() + 4)});
    }
    painter.restore();
}

void flip(QAbstractItemModel& model, const QModelIndex& index)
{
    const bool isOn = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    model.setData(index, isOn ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace

LineDelegate::LineDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{}

void LineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const Tokens& tokens = m_theme.tokens();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected)) {
        QColor ground = tokens.accent;
        ground.setAlphaF(0.22F);
        painter->fillRect(option.rect, ground);
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter->fillRect(option.rect, tokens.bg2);
    }
    if (index.data(models::UrgentRole).toBool()) {
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), kMark, option.rect.height()),
                          tokens.accent);
    }
    if (const QVariant check = index.data(Qt::CheckStateRole); check.isValid()) {
        paintCheck(*painter, checkRect(option.rect), check.toInt() == Qt::Checked, tokens);
    }
    QRect line = textRect(option.rect, index);
    line.setHeight(lineHeight(option.font));
    const auto draw = [&](const QString& text, const QFont& font, const QColor& colour) {
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, line.width()));
        line.translate(0, line.height());
        line.setHeight(lineHeight(smallFont()));
    };
    draw(index.data(Qt::DisplayRole).toString(), option.font, tokens.text);
    for (const QString& detail : index.data(models::DetailRole).toStringList()) {
        draw(detail, smallFont(), tokens.dim);
    }
    painter->restore();
}

QSize LineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto details = static_cast<int>(index.data(models::DetailRole).toStringList().size());
    return {80, kPadding + lineHeight(option.font) + details * lineHeight(smallFont())};
}

/// Once: what is being typed stays although the row says something new meanwhile.
void LineDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    constexpr const char* kBegun = "begun";
    if (!editor->property(kBegun).toBool()) {
        editor->setProperty(kBegun, true);
        QStyledItemDelegate::setEditorData(editor, index);
    }
}

/// The name is written over the name.
void LineDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                        const QModelIndex& index) const
{
    QRect rect = textRect(option.rect, index);
    rect.setHeight(qMin(rect.height(), editor->sizeHint().height()));
    editor->setGeometry(rect);
}

bool LineDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                               const QModelIndex& index)
{
    if (!index.data(Qt::CheckStateRole).isValid()) {
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    }
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (checkRect(option.rect)
                .adjusted(-kPadding, -kPadding, kPadding, kPadding)
                .contains(mouse->pos())) {
            flip(*model, index);
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space) {
        flip(*model, index);
        return true;
    }
    return false;
}

} // namespace views
