#include "views/discover/standing_page.h"

#include "models/console_models.h"
#include "views/tables/entity_table.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace views {

using models::NewsTable;
using models::StandingTable;

namespace {

QWidget* withButton(QWidget* table, QPushButton* button)
{
    auto* out = new QWidget;
    auto* layout = new QVBoxLayout(out);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(table, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 2, 8, 2);
    row->addWidget(button);
    row->addStretch();
    layout->addLayout(row);
    return out;
}

} // namespace

StandingPage::StandingPage(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_queries(new EntityTable(context))
    , m_news(new EntityTable(context))
    , m_remove(new QPushButton)
    , m_clear(new QPushButton)
{
    models::StandingQueries& model = context.models.standing;
    m_queries->setObjectName(QStringLiteral("standingTable"));
    m_queries->setModel(&model.table());
    m_news->setObjectName(QStringLiteral("standingNews"));
    m_news->setModel(&model.news());
    for (EntityTable* table : {m_queries, m_news}) {
        table->setSelectionMode(QAbstractItemView::SingleSelection);
        table->horizontalHeader()->setStretchLastSection(true);
    }
    m_queries->setColumnWidth(StandingTable::QueryColumn, 320);
    m_queries->setColumnWidth(StandingTable::BestColumn, 180);
    m_news->setColumnWidth(NewsTable::TimeColumn, 80);
    m_news->setColumnWidth(NewsTable::WhatColumn, 420);
    m_remove->setObjectName(QStringLiteral("standingRemove"));
    m_clear->setObjectName(QStringLiteral("standingClear"));
    auto* splitter = new QSplitter;
    splitter->addWidget(withButton(m_queries, m_remove));
    splitter->addWidget(withButton(m_news, m_clear));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connect(m_queries, &QTableView::activated, this, [this, &model](const QModelIndex& index) {
        Q_EMIT queryChosen(model.table().list()[static_cast<std::size_t>(index.row())].query);
    });
    connect(m_queries->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &StandingPage::update);
    connect(&model.table(), &QAbstractItemModel::modelReset, this, &StandingPage::update);
    connect(&model.news(), &QAbstractItemModel::rowsInserted, this, &StandingPage::update);
    connect(&model.news(), &QAbstractItemModel::modelReset, this, &StandingPage::update);
    connect(m_remove, &QPushButton::clicked, this, &StandingPage::removeCurrent);
    connect(m_clear, &QPushButton::clicked, this, [&model] { model.clearNews(); });
    auto* remove = new QShortcut(QKeySequence(Qt::Key_Delete), m_queries);
    remove->setContext(Qt::WidgetShortcut);
    connect(remove, &QShortcut::activated, this, &StandingPage::removeCurrent);
    retranslate();
}

int StandingPage::currentRow() const
{
    const QModelIndex current = m_queries->currentIndex();
    return current.isValid() ? current.row() : -1;
}

void StandingPage::removeCurrent()
{
    models::StandingQueries& model = m_context.models.standing;
    if (const int row = currentRow(); row >= 0) {
        model.remove(QString(model.table().list()[static_cast<std::size_t>(row)].query));
    }
}

void StandingPage::update()
{
    const bool hasQueries = m_queries->model()->rowCount() > 0;
    const bool hasNews = m_news->model()->rowCount() > 0;
    m_remove->setEnabled(currentRow() >= 0);
    m_clear->setEnabled(hasNews);
    m_queries->setEmptyText(hasQueries ? QString() : tr("No query stands"),
                            tr("Write a query above and press “Tell me when the answer changes”."), nullptr);
    m_news->setEmptyText(hasNews ? QString() : tr("Nothing has changed yet"),
                         tr("What comes, goes, and is the best is listed here while the console runs."),
                         nullptr);
}

void StandingPage::retranslate()
{
    m_remove->setText(tr("Remove"));
    m_remove->setToolTip(tr("The query stands no longer (Delete)"));
    m_clear->setText(tr("Clear the list"));
    m_queries->setAccessibleName(tr("Standing queries"));
    m_news->setAccessibleName(tr("What standing queries said, newest first"));
    update();
}

} // namespace views
