#include "views/inspector/inspector_panel.h"

#include "models/console_models.h"
#include "views/actions/action_registry.h"
#include "views/inspector/chart_panel.h"
#include "views/inspector/related_list.h"
#include "views/inspector/value_rows.h"
#include "views/theme/icons.h"
#include "views/theme/style_sheet.h"
#include "views/widgets/elided_label.h"
#include "views/widgets/empty_state.h"
#include "views/widgets/foldable_section.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollArea>
#include <QSettings>
#include <QToolButton>
#include <QVBoxLayout>

namespace views {

namespace {

QLabel* makeText(const QFont& font, bool dim)
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setFont(font);
    label->setWordWrap(true);
    if (dim) {
        label->setProperty("tone", QStringLiteral("dim"));
    }
    return label;
}

} // namespace

InspectorPanel::InspectorPanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_scroll(new QScrollArea)
    , m_page(new QWidget)
    , m_kind(makeText(smallFont(), true))
    , m_title(makeText(sectionFont(), false))
    , m_subtitle(makeText(smallFont(), true))
    , m_identifier(new ElidedLabel)
    , m_copy(new QToolButton)
    , m_state(makeText(bodyFont(), false))
    , m_figures(new KeyFigures(context.theme))
    , m_chart(new ChartPanel(context))
    , m_sections(new QVBoxLayout)
    , m_empty(new EmptyState(this))
{
    setObjectName(QStringLiteral("inspectorPanel"));
    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(16, 8, 12, 12);
    page->setSpacing(8);
    makeHead(*page);
    page->addWidget(m_figures);
    page->addWidget(m_chart);
    page->addLayout(m_sections);
    page->addStretch(1);
    m_sections->setSpacing(2);
    m_scroll->setWidget(m_page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    connect(&context.models.inspector, &models::InspectorModel::entityChanged, this,
            &InspectorPanel::rebuild);
    connect(&context.models.inspector, &models::InspectorModel::valuesChanged, this,
            &InspectorPanel::updateValues);
    connect(&context.theme, &Theme::changed, this, &InspectorPanel::rebuild);
    // The two models follow the selection in no fixed order.
    const auto showChart = [this] {
        m_chart->setVisible(!m_context.models.series.choices().isEmpty());
    };
    connect(&context.models.series, &models::SeriesModel::changed, this, showChart);
    retranslate();
}

void InspectorPanel::makeHead(QVBoxLayout& layout)
{
    m_kind->setObjectName(QStringLiteral("inspectorKind"));
    m_title->setObjectName(QStringLiteral("inspectorTitle"));
    m_identifier->setObjectName(QStringLiteral("inspectorIdentifier"));
    m_state->setObjectName(QStringLiteral("inspectorState"));
    m_identifier->setProperty("tone", QStringLiteral("dim"));
    m_identifier->setFont(smallFont());
    m_copy->setIcon(icon(m_context.theme, QStringLiteral("copy")));
    m_copy->setIconSize(QSize(14, 14));
    connect(m_copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_context.models.inspector.inspection().identifier);
    });
    auto* head = new QVBoxLayout;
    head->setSpacing(2);
    head->addWidget(m_kind);
    head->addWidget(m_title);
    head->addWidget(m_subtitle);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_identifier, 1);
    row->addWidget(m_copy);
    head->addLayout(row);
    head->addWidget(m_state);
    layout.addLayout(head);
}

void InspectorPanel::setActive(bool active)
{
    m_context.models.inspector.setActive(active);
}

void InspectorPanel::retranslate()
{
    m_copy->setToolTip(tr("Copy identifier"));
    m_copy->setAccessibleName(tr("Copy identifier"));
    m_chart->retranslate();
    rebuild();
}

void InspectorPanel::updateHead(const models::Inspection& inspection)
{
    const qsizetype selected = m_context.models.inspector.selectedCount();
    m_kind->setText(
        selected > 1
            ? tr("%1 · last of %n selected", nullptr, static_cast<int>(selected)).arg(inspection.kind)
            : inspection.kind);
    m_title->setText(inspection.title);
    m_subtitle->setText(inspection.subtitle);
    m_subtitle->setVisible(!inspection.subtitle.isEmpty());
    m_identifier->setText(inspection.identifier);
    m_state->setText(inspection.exists ? inspection.stateText : tr("No longer in the registry"));
    m_state->setVisible(!m_state->text().isEmpty());
}

void InspectorPanel::rebuild()
{
    const models::Inspection& inspection = m_context.models.inspector.inspection();
    const bool nothing = !inspection.key.isValid();
    m_scroll->setVisible(!nothing);
    m_empty->setVisible(nothing);
    if (nothing) {
        m_live = nullptr;
        m_facts.clear();
        m_empty->setGeometry(rect());
        m_empty->present(
            tr("Nothing is selected"),
            tr("Select a pool, a link or any row, and its values, facts and neighbours are shown here."),
            m_context.actions.action(QStringLiteral("go.search")));
        return;
    }
    updateHead(inspection);
    m_figures->setFacts(inspection.keyFigures);
    m_figures->setVisible(!inspection.keyFigures.isEmpty());
    m_chart->setVisible(!m_context.models.series.choices().isEmpty());
    rebuildSections(inspection);
    m_scroll->ensureVisible(0, 0);
}

void InspectorPanel::rebuildSections(const models::Inspection& inspection)
{
    while (QLayoutItem* item = m_sections->takeAt(0)) {
        // A link in the old page may be what led here: it goes when its click is over.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_live = nullptr;
    m_facts.clear();
    if (!inspection.live.isEmpty()) {
        m_live = new LiveRows(m_context.theme);
        m_live->setFacts(inspection.live);
        addSection(QStringLiteral("live"), tr("Live values"), m_live);
    }
    for (const models::FactSection& section : inspection.sections) {
        m_facts.append(new FactRows(m_context.theme, section.facts));
        addSection(section.id, section.title, m_facts.last());
    }
    const QLocale& locale = m_context.models.language.locale();
    for (const models::RelatedGroup& group : inspection.related) {
        addSection(QStringLiteral("related"),
                   tr("%1 (%2)", "group of related entities, its count")
                       .arg(group.title, locale.toString(group.total)),
                   new RelatedList(m_context, group));
    }
}

FoldableSection* InspectorPanel::addSection(const QString& id, const QString& title, QWidget* content)
{
    const QString key = QStringLiteral("inspector/folded/") + id;
    auto* section = new FoldableSection(title, content, m_context.settings.value(key, false).toBool());
    section->setObjectName(QStringLiteral("section.") + id);
    m_sections->addWidget(section);
    QSettings& settings = m_context.settings;
    connect(section, &FoldableSection::foldedChanged, this,
            [&settings, key](bool folded) { settings.setValue(key, folded); });
    return section;
}

void InspectorPanel::updateValues()
{
    const models::Inspection& inspection = m_context.models.inspector.inspection();
    if (!inspection.key.isValid()) {
        return;
    }
    const bool isSamePage =
        (m_live == nullptr) == inspection.live.isEmpty() && m_facts.size() == inspection.sections.size();
    if (!isSamePage) {
        rebuild();
        return;
    }
    updateHead(inspection);
    m_figures->setFacts(inspection.keyFigures);
    if (m_live != nullptr) {
        m_live->setFacts(inspection.live);
    }
    for (qsizetype i = 0; i < m_facts.size(); ++i) {
        m_facts[i]->setFacts(inspection.sections[i].facts); // few change; a label minds equal text itself
    }
}

void InspectorPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_empty->setGeometry(rect());
}

} // namespace views
