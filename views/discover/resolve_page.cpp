#include "views/discover/resolve_page.h"

#include "models/console_models.h"
#include "models/discover/resolve_model.h"
#include "twin/support/name_list.h"
#include "views/tables/entity_table.h"
#include "views/widgets/reason_label.h"
#include "views/widgets/tone.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace views {

using models::EntityKey;
using models::ResolveModel;

ResolvePage::ResolvePage(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_id(new QLineEdit)
    , m_down(new QLineEdit)
    , m_isCached(new QCheckBox)
    , m_cached(new QLineEdit(QStringLiteral("40")))
    , m_selected(new QPushButton)
    , m_addDown(new QPushButton)
    , m_resolve(new QPushButton)
    , m_idLabel(new QLabel)
    , m_downLabel(new QLabel)
    , m_verdict(new QLabel)
    , m_reason(new ReasonLabel(QStringLiteral("resolveReason")))
    , m_table(new EntityTable(context))
{
    m_id->setObjectName(QStringLiteral("resolveId"));
    m_id->setMaxLength(256);
    m_down->setObjectName(QStringLiteral("resolveDown"));
    m_isCached->setObjectName(QStringLiteral("resolveIsCached"));
    m_cached->setObjectName(QStringLiteral("resolveCached"));
    m_cached->setMaximumWidth(70);
    m_selected->setObjectName(QStringLiteral("resolveSelected"));
    m_addDown->setObjectName(QStringLiteral("resolveAddDown"));
    m_resolve->setObjectName(QStringLiteral("resolveRun"));
    m_verdict->setObjectName(QStringLiteral("resolveVerdict"));
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_verdict->setContentsMargins(8, 2, 8, 2);
    m_table->setObjectName(QStringLiteral("resolveTable"));
    m_table->setModel(&context.models.resolve.table());
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 0);
    row->setSpacing(8);
    row->addWidget(m_idLabel);
    row->addWidget(m_id, 2);
    row->addWidget(m_selected);
    row->addWidget(m_downLabel);
    row->addWidget(m_down, 2);
    row->addWidget(m_addDown);
    row->addWidget(m_isCached);
    row->addWidget(m_cached);
    row->addWidget(m_resolve);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_verdict);
    m_reason->setContentsMargins(8, 0, 8, 2);
    layout->addWidget(m_reason);
    layout->addWidget(m_table, 1);
    for (QLineEdit* edit : {m_id, m_down, m_cached}) {
        connect(edit, &QLineEdit::returnPressed, this, &ResolvePage::resolve);
    }
    connect(m_resolve, &QPushButton::clicked, this, &ResolvePage::resolve);
    connect(m_selected, &QPushButton::clicked, this, &ResolvePage::takeSelection);
    connect(m_addDown, &QPushButton::clicked, this, &ResolvePage::addSelectionToDown);
    connect(m_isCached, &QCheckBox::toggled, m_cached, &QWidget::setEnabled);
    connect(&context.models.resolve, &ResolveModel::changed, this, [this] {
        m_refusal.clear();
        update();
    });
    connect(&context.models.selection, &models::Selection::changed, this, &ResolvePage::update);
    m_cached->setEnabled(false);
    retranslate();
}

void ResolvePage::resolve()
{
    m_refusal.clear();
    ResolveModel::Question question;
    question.id = m_id->text().trimmed();
    const auto down = twin::splitNames(m_down->text().toStdString());
    bool isNumber = false;
    const double cached = m_cached->text().toDouble(&isNumber);
    if (question.id.isEmpty()) {
        m_refusal = tr("Give an identifier of a pool, or of a service of one.");
    } else if (!down) {
        m_refusal = QString::fromStdString(down.error().reason);
    } else if (m_isCached->isChecked() &&
               !(isNumber && cached >= 0 && cached <= ResolveModel::kMostCached_s)) {
        m_refusal = tr("The seconds since the client asked are a number from 0 to 1000000.");
    }
    if (!m_refusal.isEmpty()) {
        update();
        return;
    }
    for (const std::string& node : *down) {
        question.down.append(QString::fromStdString(node));
    }
    if (m_isCached->isChecked()) {
        question.cachedFor_s = cached;
    }
    m_context.models.resolve.ask(question);
}

void ResolvePage::takeSelection()
{
    const EntityKey key = m_context.models.selection.current();
    m_id->setText(key.id);
    resolve();
}

void ResolvePage::addSelectionToDown()
{
    const QString id = m_context.models.selection.current().id;
    const QString text = m_down->text().trimmed();
    m_down->setText(text.isEmpty() ? id : text + u';' + id);
}

void ResolvePage::update()
{
    const ResolveModel& model = m_context.models.resolve;
    const EntityKey key = m_context.models.selection.current();
    m_selected->setEnabled(key.type == EntityKey::Type::Pool);
    m_addDown->setEnabled(key.type == EntityKey::Type::ServiceNode ||
                          key.type == EntityKey::Type::Enterprise);
    const QString verdict = m_refusal.isEmpty() ? model.verdict() : m_refusal;
    QStringList parts{verdict.section(u'\n', 0, 0)};
    if (m_refusal.isEmpty() && !model.outage().isEmpty()) {
        parts << tr("If it were so: %1").arg(model.outage());
    }
    m_verdict->setText(parts.join(u' '));
    m_verdict->setVisible(!m_verdict->text().isEmpty());
    m_reason->setReason(verdict.section(u'\n', 1));
    const bool isGood = m_refusal.isEmpty() && (model.isResolved() || model.verdict().isEmpty());
    setTone(*m_verdict, isGood ? QString() : QStringLiteral("critical"));
    const bool isEmpty = m_table->model()->rowCount() == 0;
    m_table->setEmptyText(isEmpty ? tr("Nothing is resolved yet") : QString(),
                          tr("National node, region, enterprise: who is asked for an identifier, and how "
                             "long each answer lives, is listed here."),
                          nullptr);
    if (!isEmpty && !m_fitted) {
        m_table->fitColumns();
        m_fitted = true;
    }
}

void ResolvePage::retranslate()
{
    m_idLabel->setText(tr("Identifier"));
    m_downLabel->setText(tr("Out of service"));
    m_id->setAccessibleName(tr("Identifier to resolve"));
    m_id->setPlaceholderText(tr("pool or service"));
    m_down->setAccessibleName(tr("Nodes and enterprises that are out of service"));
    m_down->setPlaceholderText(tr("nodes, enterprises; joined by ;"));
    m_down->setToolTip(tr("What if these were out: service nodes and enterprises, joined by ;"));
    m_isCached->setText(tr("asked before, s"));
    m_isCached->setToolTip(tr("The client asked so many seconds ago, before the outage; else its cache is "
                              "empty."));
    m_cached->setAccessibleName(tr("Seconds since the client asked"));
    m_selected->setText(tr("Selected pool"));
    m_addDown->setText(tr("Add selected"));
    m_addDown->setToolTip(tr("Take the selected service node or enterprise out of service, as a what-if"));
    m_resolve->setText(tr("Resolve"));
    m_table->setAccessibleName(tr("Who was asked"));
    m_fitted = false;
    update();
}

} // namespace views
