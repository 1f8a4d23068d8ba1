#include "views/inspector/related_list.h"

#include "models/console_models.h"
#include "views/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace views {

namespace {

constexpr qsizetype kFirst = 6;

} // namespace

RelatedList::RelatedList(const ViewContext& context, const models::RelatedGroup& group, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 0, 0, 8);
    layout->setSpacing(2);
    const QList<models::RelatedEntity>& all = group.entities;
    for (const models::RelatedEntity& entity : all.first(qMin(kFirst, all.size()))) {
        add(*layout, entity);
    }
    if (all.size() <= kFirst) {
        return;
    }
    auto* more = new QPushButton(tr("Show %n more", nullptr, static_cast<int>(all.size() - kFirst)));
    layout->addWidget(more, 0, Qt::AlignLeft);
    connect(more, &QPushButton::clicked, this, [this, layout, more, rest = all.sliced(kFirst)] {
        more->hide();
        for (const models::RelatedEntity& entity : rest) {
            add(*layout, entity);
        }
    });
}

void RelatedList::add(QVBoxLayout& layout, const models::RelatedEntity& entity)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* link = new ElidedLabel(entity.label);
    link->setLink(true);
    link->setElideMode(Qt::ElideMiddle);
    link->setToolTip(entity.label + u'\n' + entity.key.id);
    auto* detail = new ElidedLabel(entity.detail);
    detail->setProperty("tone", QStringLiteral("dim"));
    detail->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(link, 1); // what the detail leaves
    row->addWidget(detail);
    layout.addLayout(row);
    connect(link, &ElidedLabel::clicked, this,
            [this, key = entity.key] { m_context.models.selection.select(key, true); });
}

} // namespace views
