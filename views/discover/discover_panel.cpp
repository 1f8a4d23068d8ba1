#include "views/discover/discover_panel.h"

#include "models/console_models.h"
#include "views/discover/offers_page.h"
#include "views/discover/query_edit.h"
#include "views/discover/resolve_page.h"
#include "views/discover/standing_page.h"
#include "views/theme/icons.h"
#include "views/widgets/elided_label.h"
#include "views/widgets/tone.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QSignalBlocker>
#include <QTabWidget>
#include <QToolButton>

namespace views {

using models::DiscoverModel;

namespace {

const QString kQueryKey = QStringLiteral("discover/query");
const QString kSavedKey = QStringLiteral("discover/saved");
const QString kStandingKey = QStringLiteral("discover/standing");
constexpr qsizetype kMostSaved = 50;
constexpr int kMostCharacters = 16'384; // as the language takes bytes

} // namespace

DiscoverPanel::DiscoverPanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_summary(new ElidedLabel)
    , m_query(new QueryEdit([&context](const QString& text, qsizetype cursor) {
        return context.models.discover.complete(text, cursor);
    }))
    , m_fault(new QLabel)
    , m_saved(new QComboBox)
    , m_save(nullptr)
    , m_stand(nullptr)
    , m_tabs(new QTabWidget)
    , m_offers(new OffersPage(context))
    , m_standing(new StandingPage(context))
    , m_resolve(new ResolvePage(context))
{
    setObjectName(QStringLiteral("discoverPanel"));
    setProperty("ground", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_summary->setObjectName(QStringLiteral("discoverSummary"));
    setTone(*m_summary, QStringLiteral("dim"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->setSpacing(2);
    makeQueryLine();
    m_tabs->setObjectName(QStringLiteral("discoverTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_offers, QString());
    m_tabs->addTab(m_standing, QString());
    m_tabs->addTab(m_resolve, QString());
    layout->addWidget(m_tabs, 1);
    models::ConsoleModels& models = context.models;
    connect(&models.discover, &DiscoverModel::changed, this, &DiscoverPanel::update);
    connect(m_standing, &StandingPage::queryChosen, this, [this](const QString& text) {
        setQuery(text);
        m_tabs->setCurrentWidget(m_offers);
        beginQuery();
    });
    restore();
    connect(&models.standing, &models::StandingQueries::textsChanged, this, [this] {
        m_context.settings.setValue(kStandingKey, m_context.models.standing.texts());
        update();
    });
    retranslate();
}

QWidget* DiscoverPanel::controls()
{
    return m_summary;
}

void DiscoverPanel::makeQueryLine()
{
    m_query->setObjectName(QStringLiteral("discoverQuery"));
    m_query->setMaxLength(kMostCharacters);
    m_query->setClearButtonEnabled(true);
    m_saved->setObjectName(QStringLiteral("discoverSaved"));
    m_saved->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_saved->setMinimumContentsLength(12);
    m_fault->setObjectName(QStringLiteral("discoverFault"));
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setWordWrap(true);
    m_fault->setContentsMargins(8, 0, 8, 0);
    setTone(*m_fault, QStringLiteral("critical"));
    m_save = addButton(QStringLiteral("discoverSave"));
    m_save->setIcon(icon(m_context.theme, QStringLiteral("save")));
    m_save->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_stand = addButton(QStringLiteral("discoverStand"));
    m_stand->setCheckable(true);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(8);
    row->addWidget(m_query, 1);
    row->addWidget(m_stand);
    row->addWidget(m_save);
    row->addWidget(m_saved);
    auto* lines = static_cast<QVBoxLayout*>(layout());
    lines->addLayout(row);
    lines->addWidget(m_fault);
    connect(m_query, &QLineEdit::textChanged, this, &DiscoverPanel::runQuery);
    connect(m_query, &QueryEdit::entered, this, [this] {
        const auto fault = m_context.models.discover.fault();
        if (fault && fault->column > 0) {
            m_query->goToColumn(fault->column);
        } else if (!fault) {
            m_tabs->setCurrentWidget(m_offers);
            m_offers->begin();
        }
    });
    connect(m_save, &QToolButton::clicked, this, &DiscoverPanel::saveQuery);
    connect(m_stand, &QToolButton::clicked, this, &DiscoverPanel::toggleStanding);
    connect(m_saved, &QComboBox::activated, this, [this](int index) {
        if (index > 0) {
            setQuery(m_saved->itemData(index).toString());
            beginQuery();
        }
    });
}

QToolButton* DiscoverPanel::addButton(const QString& name)
{
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setIconSize(QSize(14, 14));
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void DiscoverPanel::setActive(bool active)
{
    m_context.models.discover.setActive(active);
}

void DiscoverPanel::beginQuery()
{
    m_query->setFocus(Qt::ShortcutFocusReason);
}

void DiscoverPanel::setQuery(const QString& text)
{
    m_query->setText(text);
}

void DiscoverPanel::runQuery()
{
    m_refusal.clear();
    m_offers->awaitAnswer();
    m_context.models.discover.setQuery(m_query->text());
    if (!m_context.models.discover.fault()) {
        m_context.settings.setValue(kQueryKey, m_query->text());
    }
}

void DiscoverPanel::update()
{
    const DiscoverModel& model = m_context.models.discover;
    const auto fault = model.fault();
    const QString text = fault ? fault->sentence : m_refusal;
    m_fault->setText(text);
    m_fault->setVisible(!text.isEmpty());
    m_summary->setText(model.summary());
    const QSignalBlocker blocker(m_stand);
    m_stand->setChecked(m_context.models.standing.contains(m_query->text()));
    m_stand->setEnabled(m_stand->isChecked() || !fault);
    m_save->setEnabled(!fault && !m_query->text().trimmed().isEmpty());
    m_offers->update();
}

void DiscoverPanel::saveQuery()
{
    QStringList saved = m_context.settings.value(kSavedKey).toStringList();
    const QString text = m_query->text().trimmed();
    // Saving again takes it out: one button, one list.
    if (saved.removeAll(text) == 0) {
        saved.prepend(text);
        saved = saved.mid(0, kMostSaved);
    }
    m_context.settings.setValue(kSavedKey, saved);
    fillSaved();
}

void DiscoverPanel::fillSaved()
{
    const QSignalBlocker blocker(m_saved);
    m_saved->clear();
    const QStringList saved = m_context.settings.value(kSavedKey).toStringList();
    m_saved->addItem(saved.isEmpty() ? tr("No saved query") : tr("Saved queries"));
    for (const QString& text : saved) {
        m_saved->addItem(fontMetrics().elidedText(text, Qt::ElideRight, 360), text);
        m_saved->setItemData(m_saved->count() - 1, text, Qt::ToolTipRole);
    }
    m_saved->setEnabled(!saved.isEmpty());
}

void DiscoverPanel::toggleStanding(bool stands)
{
    models::StandingQueries& standing = m_context.models.standing;
    m_refusal.clear();
    if (stands) {
        m_refusal = standing.add(m_query->text());
    } else {
        standing.remove(m_query->text().trimmed());
    }
    update();
}

/// Queries of the last time; of standing ones those that can still be read.
void DiscoverPanel::restore()
{
    for (const QString& text : m_context.settings.value(kStandingKey).toStringList()) {
        static_cast<void>(m_context.models.standing.add(text));
    }
    setQuery(m_context.settings.value(kQueryKey).toString());
}

void DiscoverPanel::retranslate()
{
    m_query->setPlaceholderText(
        tr("What is looked for: free(fp16) >= 500P and latency(BEIJING) <= 8ms order by price"));
    m_query->setAccessibleName(tr("Discovery query"));
    m_query->setToolTip(tr("Empty: every offer, the best score first. Down shows what can stand here."));
    m_stand->setText(tr("Tell me when the answer changes"));
    m_stand->setToolTip(
        tr("The query stands: when an offer comes, goes, or another is the best, a message says so."));
    m_save->setText(tr("Save this query, or take it out of the saved ones"));
    m_save->setToolTip(m_save->text());
    m_save->setAccessibleName(m_save->text());
    m_saved->setAccessibleName(tr("Saved queries"));
    m_tabs->setTabText(0, tr("Offers"));
    m_tabs->setTabText(1, tr("Standing queries"));
    m_tabs->setTabText(2, tr("Resolve"));
    m_offers->retranslate();
    m_standing->retranslate();
    m_resolve->retranslate();
    fillSaved();
    update();
}

} // namespace views
