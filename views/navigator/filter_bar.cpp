#include "views/navigator/filter_bar.h"

#include "models/console_models.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QGridLayout>
#include <QSignalBlocker>

namespace views {

namespace {

void fillBox(QComboBox& box, const QList<models::FilterChoice>& choices)
{
    const QSignalBlocker blocker(box);
    const QString kept = box.currentData().toString();
    box.clear();
    for (const models::FilterChoice& choice : choices) {
        box.addItem(choice.label, choice.id);
    }
    box.setCurrentIndex(qMax(0, box.findData(kept)));
    box.setEnabled(choices.size() > 1);
    // The list may be wider than the box: names are read there.
    int widest = 0;
    for (const models::FilterChoice& choice : choices) {
        widest = qMax(widest, box.fontMetrics().horizontalAdvance(choice.label));
    }
    box.view()->setMinimumWidth(qMin(widest + 40, 420));
}

void choose(QComboBox& box, const QString& id)
{
    const QSignalBlocker blocker(box);
    box.setCurrentIndex(qMax(0, box.findData(id)));
}

} // namespace

FilterBar::FilterBar(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_carrier(makeBox(QStringLiteral("carrierFilter")))
    , m_enterprise(makeBox(QStringLiteral("enterpriseFilter")))
    , m_hub(makeBox(QStringLiteral("hubFilter")))
    , m_chip(makeBox(QStringLiteral("chipFilter")))
{
    setObjectName(QStringLiteral("filterBar"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(4);
    grid->addWidget(m_carrier, 0, 0);
    grid->addWidget(m_enterprise, 0, 1);
    grid->addWidget(m_hub, 1, 0);
    grid->addWidget(m_chip, 1, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    connect(&context.models.filterChoices, &models::FilterChoices::changed, this, &FilterBar::fill);
    connect(&context.models.filter, &models::EntityFilter::changed, this, &FilterBar::fromFilter);
    fill();
    retranslate();
}

QComboBox* FilterBar::makeBox(const QString& name)
{
    auto* box = new QComboBox;
    box->setObjectName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(6);
    box->setMaxVisibleItems(20);
    connect(box, &QComboBox::currentIndexChanged, this, &FilterBar::toFilter);
    return box;
}

void FilterBar::fill()
{
    const models::FilterChoices& choices = m_context.models.filterChoices;
    fillBox(*m_carrier, choices.carriers());
    fillBox(*m_enterprise, choices.enterprises());
    fillBox(*m_hub, choices.hubs());
    fillBox(*m_chip, choices.chipClasses());
    fromFilter();
}

void FilterBar::fromFilter()
{
    const models::FilterSpec& spec = m_context.models.filter.spec();
    choose(*m_carrier, spec.carrierId);
    choose(*m_enterprise, spec.enterpriseId);
    choose(*m_hub, spec.hubId);
    choose(*m_chip, spec.chipClass);
}

void FilterBar::toFilter()
{
    models::FilterSpec spec;
    spec.carrierId = m_carrier->currentData().toString();
    spec.enterpriseId = m_enterprise->currentData().toString();
    spec.hubId = m_hub->currentData().toString();
    spec.chipClass = m_chip->currentData().toString();
    m_context.models.filter.setSpec(spec);
}

void FilterBar::retranslate()
{
    const auto name = [](QComboBox* box, const QString& text) {
        box->setAccessibleName(text);
        box->setToolTip(text);
    };
    name(m_carrier, tr("Filter by carrier"));
    name(m_enterprise, tr("Filter by enterprise"));
    name(m_hub, tr("Filter by hub"));
    name(m_chip, tr("Filter by chip class"));
}

} // namespace views
