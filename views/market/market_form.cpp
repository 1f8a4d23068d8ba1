#include "views/market/market_form.h"

#include "models/console_models.h"
#include "views/main_window/file_places.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace views {

namespace {

const QString kFileKey = QStringLiteral("market/ordersFile");
constexpr double kLeastHours = 0.01;
constexpr double kMostHours = 1e5;
constexpr double kMostPerGbps = 1e6; ///< CNY an hour
constexpr double kUnread = -1;       ///< shown as nothing
constexpr double kUsualOutage_h = 1;

QDoubleSpinBox* number(const QString& name, double min, double max, double value, int decimals)
{
    auto* box = new QDoubleSpinBox;
    box->setObjectName(name);
    box->setDecimals(decimals);
    box->setRange(min, max);
    box->setValue(value);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setKeyboardTracking(false); // half a number is no outage
    box->setFixedWidth(90);
    return box;
}

/// @param least kUnread: of a file, with as many decimals as it has, and as large
void showNumber(QDoubleSpinBox& box, double least, double most, double value)
{
    constexpr int kOwnDecimals = 2;
    constexpr int kMostDecimals = 6;
    int decimals = kOwnDecimals;
    for (double rest = value * 100; decimals < kMostDecimals && std::abs(rest - std::round(rest)) > 1e-6;
         rest *= 10) {
        ++decimals;
    }
    box.setDecimals(least == kUnread ? decimals : kOwnDecimals);
    box.setRange(least, least == kUnread ? std::numeric_limits<double>::max() : most);
    box.setSpecialValueText(least == kUnread ? QStringLiteral("—") : QString());
    box.setValue(value);
}

/// In a dialog Enter would press it from wherever the focus is.
QPushButton* button(const QString& name)
{
    auto* out = new QPushButton;
    out->setObjectName(name);
    out->setAutoDefault(false);
    return out;
}

} // namespace

MarketForm::MarketForm(const ViewContext& context, models::MarketModel& model, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(model)
    , m_ordersLabel(new QLabel)
    , m_orders(new QComboBox)
    , m_choose(button(QStringLiteral("marketChoose")))
    , m_hoursLabel(new QLabel)
    , m_hours(
          number(QStringLiteral("marketHours"), kLeastHours, kMostHours, models::MarketSettings().hours, 2))
    , m_more(new QToolButton)
    , m_run(button(QStringLiteral("marketRun")))
    , m_save(button(QStringLiteral("marketSave")))
    , m_export(button(QStringLiteral("marketExport")))
    , m_options(new QWidget)
    , m_networkLabel(new QLabel)
    , m_network(number(QStringLiteral("marketNetwork"), 0, kMostPerGbps,
                       models::MarketSettings().cnyPerGbpsHour, 2))
    , m_fillLabel(new QLabel)
    , m_fill(number(QStringLiteral("marketFill"), 1, 100, 100 * models::MarketSettings().fill, 1))
    , m_poolLabel(new QLabel)
    , m_pool(new QComboBox)
    , m_fromLabel(new QLabel)
    , m_from(number(QStringLiteral("marketOutageFrom"), 0, kMostHours, 0, 2))
    , m_forLabel(new QLabel)
    , m_for(number(QStringLiteral("marketOutageFor"), 0.01, kMostHours, kUsualOutage_h, 2))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 0, 12, 0);
    layout->setSpacing(4);
    auto* orders = new QHBoxLayout;
    auto* options = new QHBoxLayout(m_options);
    auto* outage = new QHBoxLayout;
    for (QHBoxLayout* row : {orders, options, outage}) {
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
    }
    makeOrderRow(*orders);
    makeOptionRow(*options);
    makeOutageRow(*outage);
    layout->addLayout(orders);
    layout->addWidget(m_options);
    layout->addLayout(outage);
    m_options->hide();
    if (const QString path = context.settings.value(kFileKey).toString(); !path.isEmpty()) {
        setOrdersFile(path);
    }
    connect(&model, &models::MarketModel::changed, this, [this] {
        fillPools();
        update();
    });
    retranslate();
}

void MarketForm::makeOrderRow(QHBoxLayout& row)
{
    m_orders->setObjectName(QStringLiteral("marketOrders"));
    m_orders->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_orders->setMinimumContentsLength(18); // all of the row fits 1,024 pixels
    m_orders->addItem(QString(), QString());
    m_more->setObjectName(QStringLiteral("marketMore"));
    m_more->setCheckable(true);
    m_more->setFocusPolicy(Qt::TabFocus);
    row.addWidget(m_ordersLabel);
    row.addWidget(m_orders, 1);
    row.addWidget(m_choose);
    row.addWidget(m_hoursLabel);
    row.addWidget(m_hours);
    row.addWidget(m_more);
    row.addWidget(m_run);
    row.addWidget(m_save);
    row.addWidget(m_export);
    connect(m_orders, &QComboBox::activated, this, &MarketForm::update);
    connect(m_orders, &QComboBox::currentIndexChanged, this, &MarketForm::inputsChanged);
    for (const QDoubleSpinBox* box : {m_hours, m_network, m_fill}) {
        connect(box, &QDoubleSpinBox::valueChanged, this, &MarketForm::takeOwn);
    }
    connect(m_choose, &QPushButton::clicked, this, &MarketForm::chooseFile);
    connect(m_more, &QToolButton::toggled, m_options, &QWidget::setVisible);
    connect(m_run, &QPushButton::clicked, this,
            [this] { m_model.isRunning() ? m_model.cancel() : m_model.run(ordersFile(), settings()); });
    connect(m_save, &QPushButton::clicked, this, &MarketForm::saveRequested);
    connect(m_export, &QPushButton::clicked, this, &MarketForm::exportRequested);
}

void MarketForm::makeOptionRow(QHBoxLayout& row)
{
    m_fill->setSuffix(QStringLiteral(" %"));
    row.addWidget(m_networkLabel);
    row.addWidget(m_network);
    row.addWidget(m_fillLabel);
    row.addWidget(m_fill);
    row.addStretch();
}

void MarketForm::makeOutageRow(QHBoxLayout& row)
{
    m_pool->setObjectName(QStringLiteral("marketOutagePool"));
    m_pool->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_pool->setMinimumContentsLength(26);
    m_pool->addItem(QString(), QString());
    row.addWidget(m_poolLabel);
    row.addWidget(m_pool);
    row.addWidget(m_fromLabel);
    row.addWidget(m_from);
    row.addWidget(m_forLabel);
    row.addWidget(m_for);
    row.addStretch();
    connect(m_pool, &QComboBox::activated, this, &MarketForm::takeOutage);
    connect(m_from, &QDoubleSpinBox::valueChanged, this, &MarketForm::takeOutage);
    connect(m_for, &QDoubleSpinBox::valueChanged, this, &MarketForm::takeOutage);
}

QString MarketForm::ordersFile() const
{
    return m_orders->currentData().toString();
}

void MarketForm::setOrdersFile(const QString& path)
{
    while (m_orders->count() > 1) {
        m_orders->removeItem(1);
    }
    m_orders->addItem(QFileInfo(path).fileName(), path);
    m_orders->setItemData(1, path, Qt::ToolTipRole);
    m_orders->setCurrentIndex(1);
    m_context.settings.setValue(kFileKey, path);
    update();
}

/// What a person sets for orders made of the twin is kept while a file is chosen.
void MarketForm::takeOwn()
{
    if (ordersFile().isEmpty()) {
        m_own.hours = m_hours->value();
        m_own.cnyPerGbpsHour = m_network->value();
    }
    m_own.fill = m_fill->value() / 100;
    Q_EMIT inputsChanged();
}

/// Of a file what it says, once it has been read; nothing before.
void MarketForm::showNumbers()
{
    const QSignalBlocker hours(m_hours);
    const QSignalBlocker network(m_network);
    if (ordersFile().isEmpty()) {
        showNumber(*m_hours, kLeastHours, kMostHours, m_own.hours);
        showNumber(*m_network, 0, kMostPerGbps, m_own.cnyPerGbpsHour);
        return;
    }
    const bool isRead = m_model.hasResult() && m_model.outcome().ordersFile == ordersFile();
    const auto* orders = isRead ? &m_model.outcome().file.orders : nullptr;
    showNumber(*m_hours, kUnread, kMostHours, orders != nullptr ? orders->hours : kUnread);
    showNumber(*m_network, kUnread, kMostPerGbps,
               orders != nullptr ? static_cast<double>(orders->networkPerGbpsHour) / 1e4 : kUnread);
}

void MarketForm::chooseFile()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Orders to be cleared"), fileFolder(m_context.settings),
                                     tr("Orders files (%1)").arg(QStringLiteral("*.json")));
    if (!path.isEmpty()) {
        rememberFolder(m_context.settings, path);
        setOrdersFile(path);
    }
}

/// Only pools with contracts: the failure of another one takes nothing away.
void MarketForm::fillPools()
{
    const QSignalBlocker blocker(m_pool);
    const QString current = m_pool->currentData().toString();
    while (m_pool->count() > 1) {
        m_pool->removeItem(1);
    }
    for (const auto& [id, name] : m_model.sellers()) {
        m_pool->addItem(name, id);
        m_pool->setItemData(m_pool->count() - 1, id, Qt::ToolTipRole);
    }
    m_pool->setCurrentIndex(qMax(0, m_pool->findData(current)));
    if (!m_model.isRunning()) {
        takeOutage(); // the pool may be gone
    }
}

void MarketForm::takeOutage()
{
    const QString pool = m_pool->currentData().toString();
    m_model.setOutage(pool.isEmpty() ? models::MarketOutage()
                                     : models::MarketOutage{pool, m_from->value(), m_for->value()});
    update();
}

void MarketForm::update()
{
    const bool isRunning = m_model.isRunning();
    const bool isOfTwin = ordersFile().isEmpty();
    m_orders->setItemText(
        0, tr("Made of the twin: %n job(s) that wait", nullptr, static_cast<int>(m_model.waiting())));
    m_run->setText(isRunning ? tr("Cancel") : tr("Clear the market"));
    m_run->setToolTip(isRunning ? tr("Stop the run; the last result stays")
                                : tr("One round of the auction, as a what-if at the moment that is shown"));
    for (QWidget* input :
         {static_cast<QWidget*>(m_orders), static_cast<QWidget*>(m_choose), static_cast<QWidget*>(m_fill)}) {
        input->setEnabled(!isRunning);
    }
    showNumbers();
    const QString ofFile = tr("The orders file says it.");
    m_hours->setEnabled(!isRunning && isOfTwin);
    m_hours->setToolTip(isOfTwin ? tr("How long every contract lasts") : ofFile);
    m_network->setEnabled(!isRunning && isOfTwin);
    m_network->setToolTip(isOfTwin ? tr("Paid to the network for bandwidth, each way (assumed)") : ofFile);
    m_save->setEnabled(!isRunning && m_model.hasResult());
    m_export->setEnabled(!isRunning && m_model.hasResult());
    const bool hasPool = m_pool->currentIndex() > 0;
    m_pool->setEnabled(m_pool->count() > 1);
    m_from->setEnabled(hasPool);
    m_for->setEnabled(hasPool);
}

void MarketForm::retranslate()
{
    m_ordersLabel->setText(tr("Orders"));
    m_orders->setAccessibleName(tr("Orders to be cleared"));
    m_orders->setToolTip(tr("Of the twin: jobs that wait bid, pools offer their free cards at list prices "
                            "(docs/compute.md says how)"));
    m_choose->setText(tr("File…"));
    m_choose->setToolTip(tr("Choose an orders file (docs/formats.md, “Orders”)"));
    m_hoursLabel->setText(tr("Contracts of"));
    m_hours->setAccessibleName(tr("Hours of every contract"));
    m_more->setText(tr("Options"));
    m_save->setText(tr("Save orders…"));
    m_save->setToolTip(tr("The orders as a file that suanwangctl market reads, with the outage chosen here"));
    m_export->setText(tr("Export table…"));
    m_export->setShortcut(
        QKeySequence(QStringLiteral("Ctrl+E"))); // as in the main window; a text takes it away
    m_export->setToolTip(tr("The table in front as CSV (Ctrl+E)"));
    m_networkLabel->setText(tr("CNY per Gb/s and hour"));
    m_network->setAccessibleName(m_networkLabel->text());
    m_fillLabel->setText(tr("Fill of links"));
    m_fill->setAccessibleName(m_fillLabel->text());
    m_fill->setToolTip(tr("Part of a link that may be promised"));
    m_poolLabel->setText(tr("What if a pool fails"));
    m_pool->setAccessibleName(tr("Pool that fails"));
    m_pool->setToolTip(tr("What it then does not deliver is not billed, and below its service level the "
                          "seller gives back a credit"));
    m_pool->setItemText(0, tr("No pool fails"));
    m_fromLabel->setText(tr("from hour"));
    m_from->setAccessibleName(tr("Outage begins, hours from the beginning of the contracts"));
    m_forLabel->setText(tr("for"));
    m_for->setAccessibleName(tr("Outage lasts, hours"));
    for (QDoubleSpinBox* box : {m_hours, m_for}) {
        box->setSuffix(tr(" h"));
    }
    fillPools();
    update();
}

void MarketForm::begin()
{
    m_run->setFocus();
}

} // namespace views
