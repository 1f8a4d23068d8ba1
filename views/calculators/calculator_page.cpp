#include "views/calculators/calculator_page.h"

#include "models/console_models.h"
#include "views/calculators/efficiency_plot.h"
#include "views/tables/entity_table.h"
#include "views/widgets/tone.h"

#include <QClipboard>
#include <QComboBox>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

#include <cmath>

namespace views {

using models::CalculatorField;
using models::CalculatorModel;
using models::FigureTable;

namespace {

/// As a person would write it, and can go on writing: 177e9, 0.4, 3200.
QString written(double value)
{
    if (value != 0 && (std::abs(value) >= 1e6 || std::abs(value) < 1e-3)) {
        return QString::number(value, 'g', 10)
            .replace(QStringLiteral("e+0"), QStringLiteral("e"))
            .replace(QStringLiteral("e+"), QStringLiteral("e"))
            .replace(QStringLiteral("e-0"), QStringLiteral("e-"));
    }
    return QString::number(value, 'g', 12);
}

} // namespace

CalculatorPage::CalculatorPage(const ViewContext& context, models::CalculatorKind kind, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(kind, context.models.language)
    , m_presets(new QComboBox)
    , m_published(new QLabel)
    , m_fault(new QLabel)
    , m_table(new EntityTable(context))
    , m_curves(new QComboBox)
    , m_plot(new EfficiencyPlot(context.theme))
    , m_command(new QLineEdit)
    , m_copy(new QPushButton)
    , m_defaults(new QPushButton)
{
    setObjectName(QStringLiteral("calculator.") + QString::fromLatin1(m_model.calculator().command));
    auto* splitter = new QSplitter;
    splitter->addWidget(makeFields());
    splitter->addWidget(makeResult());
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connect(&m_model, &CalculatorModel::valuesChanged, this, &CalculatorPage::showValues);
    connect(&m_model, &CalculatorModel::answered, this, &CalculatorPage::showAnswer);
    connect(&m_model, &CalculatorModel::curveChanged, this, &CalculatorPage::showCurve);
    showValues();
}

CalculatorPage::~CalculatorPage() = default;

QWidget* CalculatorPage::makeFields()
{
    m_presets->setObjectName(QStringLiteral("calculatorPresets"));
    m_presets->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_presets->setMinimumContentsLength(24);
    m_published->setObjectName(QStringLiteral("calculatorPublished"));
    m_published->setWordWrap(true);
    setTone(*m_published, QStringLiteral("dim"));
    auto* inside = new QWidget;
    auto* grid = new QGridLayout(inside);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    const int count = static_cast<int>(m_model.calculator().fields.size());
    for (int field = 0; field < count; ++field) {
        makeField(field, *grid);
    }
    grid->setRowStretch(2 * count, 1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(inside);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // names wrap
    scroll->setMinimumWidth(inside->sizeHint().width() + 24);
    auto* out = new QWidget;
    auto* layout = new QVBoxLayout(out);
    layout->setContentsMargins(0, 8, 0, 0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 12, 0);
    row->addWidget(m_presets, 1);
    row->addWidget(m_defaults);
    layout->addLayout(row);
    m_published->setContentsMargins(12, 0, 12, 0);
    layout->addWidget(m_published);
    layout->addWidget(scroll, 1);
    connect(m_presets, &QComboBox::activated, this, [this](int index) {
        if (index > 0) {
            m_model.applyPreset(index - 1);
            m_published->setText(m_model.calculator().presets[static_cast<std::size_t>(index - 1)].published);
        }
    });
    m_defaults->setObjectName(QStringLiteral("calculatorDefaults"));
    connect(m_defaults, &QPushButton::clicked, this, [this] {
        const auto defaults = m_model.calculator().defaults();
        for (std::size_t i = 0; i < defaults.size(); ++i) {
            m_model.setValue(static_cast<int>(i), defaults[i]);
        }
        m_presets->setCurrentIndex(0);
        m_published->clear();
        showValues();
    });
    return out;
}

void CalculatorPage::makeField(int field, QGridLayout& grid)
{
    const CalculatorField& spec = m_model.calculator().fields[static_cast<std::size_t>(field)];
    Field out;
    out.label = new QLabel;
    out.unit = new QLabel;
    out.fault = new QLabel;
    out.label->setWordWrap(true);
    setTone(*out.unit, QStringLiteral("dim"));
    setTone(*out.fault, QStringLiteral("critical"));
    out.fault->setObjectName(QString::fromLatin1(spec.option) + QStringLiteral(".fault"));
    out.fault->setWordWrap(true);
    out.fault->hide();
    QWidget* box = nullptr;
    if (spec.choices.isEmpty()) {
        out.number = new QLineEdit;
        out.number->setMaxLength(24);
        out.number->setAlignment(Qt::AlignRight);
        connect(out.number, &QLineEdit::textEdited, this,
                [this, field](const QString& text) { takeNumber(field, text); });
        box = out.number;
    } else {
        out.choice = new QComboBox;
        connect(out.choice, &QComboBox::activated, this, [this, field](int index) {
            m_presets->setCurrentIndex(0);
            m_model.setValue(field, index);
        });
        box = out.choice;
    }
    box->setObjectName(QString::fromLatin1(spec.option));
    box->setFixedWidth(130);
    out.label->setBuddy(box);
    grid.addWidget(out.label, 2 * field, 0);
    grid.addWidget(box, 2 * field, 1);
    grid.addWidget(out.unit, 2 * field, 2);
    grid.addWidget(out.fault, 2 * field + 1, 0, 1, 3);
    m_fields.append(out);
}

QWidget* CalculatorPage::makeResult()
{
    m_fault->setObjectName(QStringLiteral("calculatorFault"));
    m_fault->setWordWrap(true);
    m_fault->setContentsMargins(12, 0, 12, 0);
    setTone(*m_fault, QStringLiteral("critical"));
    m_fault->hide();
    m_table->setObjectName(QStringLiteral("calculatorFigures"));
    m_table->setModel(&m_figures);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(false); // the names give way, figures are whole
    m_curves->setObjectName(QStringLiteral("calculatorCurves"));
    m_plot->setObjectName(QStringLiteral("calculatorPlot"));
    m_command->setObjectName(QStringLiteral("calculatorCommand"));
    m_command->setReadOnly(true);
    m_copy->setObjectName(QStringLiteral("calculatorCopy"));
    auto* out = new QWidget;
    auto* layout = new QVBoxLayout(out);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->addWidget(m_fault);
    layout->addWidget(m_table, 3);
    auto* curveRow = new QHBoxLayout;
    curveRow->setContentsMargins(12, 0, 12, 0);
    curveRow->addWidget(m_curves);
    curveRow->addStretch();
    layout->addLayout(curveRow);
    layout->addWidget(m_plot, 2);
    auto* commandRow = new QHBoxLayout;
    commandRow->setContentsMargins(12, 0, 12, 0);
    commandRow->addWidget(m_command, 1);
    commandRow->addWidget(m_copy);
    layout->addLayout(commandRow);
    connect(m_curves, &QComboBox::activated, this, [this](int index) { m_model.setCurve(index); });
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
    return out;
}

void CalculatorPage::takeNumber(int field, const QString& text)
{
    bool isNumber = false;
    const double value = QLocale::c().toDouble(text.trimmed(), &isNumber);
    m_presets->setCurrentIndex(0); // no longer the published case
    m_published->clear();
    m_model.setValue(field, isNumber ? value : std::nan(""));
    const QString fault =
        models::fieldError(m_model.calculator().fields[static_cast<std::size_t>(field)],
                           isNumber ? value : std::nan(""), m_context.models.language.locale());
    m_fields[field].fault->setText(fault);
    m_fields[field].fault->setVisible(!fault.isEmpty());
}

void CalculatorPage::showValues()
{
    for (qsizetype i = 0; i < m_fields.size(); ++i) {
        const double value = m_model.values()[static_cast<std::size_t>(i)];
        if (m_fields[i].number != nullptr) {
            m_fields[i].number->setText(std::isnan(value) ? m_fields[i].number->text() : written(value));
        } else {
            m_fields[i].choice->setCurrentIndex(static_cast<int>(value));
        }
        const QString fault = models::fieldError(m_model.calculator().fields[static_cast<std::size_t>(i)],
                                                 value, m_context.models.language.locale());
        m_fields[i].fault->setText(fault);
        m_fields[i].fault->setVisible(!fault.isEmpty());
    }
}

void CalculatorPage::showAnswer()
{
    const models::CalculatorAnswer& answer = m_model.answer();
    m_figures.setFigures(answer.figures, m_context.models.language.locale());
    // Of one field alone what is wrong stands below it.
    const bool isWhole = !answer.error.isEmpty() && answer.errorField < 0;
    m_fault->setText(isWhole ? answer.error : QString());
    m_fault->setVisible(isWhole);
    m_table->setEmptyText(answer.error.isEmpty() ? QString() : tr("No answer"),
                          tr("A value is not what it can be: what is wrong stands beside it."), nullptr);
    m_command->setText(answer.error.isEmpty() ? models::commandLine(m_model.calculator(), m_model.values())
                                              : QString());
    m_command->setCursorPosition(0);
    m_copy->setEnabled(answer.error.isEmpty());
    if (!m_isFitted && !answer.figures.empty()) {
        m_table->fitColumns();
        m_table->horizontalHeader()->setSectionResizeMode(FigureTable::LabelColumn, QHeaderView::Stretch);
        m_isFitted = true;
    }
}

void CalculatorPage::showCurve()
{
    const models::Calculator& calculator = m_model.calculator();
    const models::CalculatorCurve& curve = calculator.curves[static_cast<std::size_t>(m_model.curve())];
    const int field = calculator.indexOf(curve.option);
    const CalculatorField& along = calculator.fields[static_cast<std::size_t>(field)];
    const QString title =
        along.unit.isEmpty() ? along.label : along.label + QStringLiteral(" (") + along.unit + u')';
    m_plot->show(m_model.points(), curve.isLogarithmic, title,
                 m_model.values()[static_cast<std::size_t>(field)]);
}

void CalculatorPage::retranslate()
{
    m_model.retranslate();
    const models::Calculator& calculator = m_model.calculator();
    for (qsizetype i = 0; i < m_fields.size(); ++i) {
        const CalculatorField& spec = calculator.fields[static_cast<std::size_t>(i)];
        Field& field = m_fields[i];
        field.label->setText(spec.label);
        field.unit->setText(spec.unit);
        QWidget* box = field.number != nullptr ? static_cast<QWidget*>(field.number) : field.choice;
        box->setAccessibleName(spec.label);
        box->setToolTip(QString::fromLatin1(spec.option));
        if (field.choice != nullptr) {
            const QSignalBlocker blocker(field.choice);
            field.choice->clear();
            field.choice->addItems(spec.choices);
        }
    }
    const QSignalBlocker presetBlocker(m_presets);
    const int preset = qMax(0, m_presets->currentIndex());
    m_presets->clear();
    m_presets->addItem(tr("Published cases"));
    for (const models::CalculatorPreset& each : calculator.presets) {
        m_presets->addItem(each.name);
    }
    m_presets->setCurrentIndex(preset);
    m_published->setText(preset > 0 ? calculator.presets[static_cast<std::size_t>(preset - 1)].published
                                    : QString());
    m_curves->clear();
    for (const models::CalculatorCurve& each : calculator.curves) {
        const int field = calculator.indexOf(each.option);
        //: %1 is a field of the calculator
        m_curves->addItem(
            tr("Efficiency over: %1").arg(calculator.fields[static_cast<std::size_t>(field)].label));
    }
    m_curves->setCurrentIndex(m_model.curve());
    m_presets->setAccessibleName(tr("Published cases"));
    m_curves->setAccessibleName(tr("Which curve is drawn"));
    m_command->setAccessibleName(tr("The same question on the command line"));
    m_command->setToolTip(m_command->accessibleName());
    m_table->setAccessibleName(tr("What comes of it"));
    m_copy->setText(tr("Copy"));
    m_defaults->setText(tr("Defaults"));
    m_isFitted = false;
    showValues();
}

} // namespace views
