#include "views/inspector/value_rows.h"

#include "views/delegates/cell_delegate.h"
#include "views/theme/style_sheet.h"
#include "views/widgets/tone.h"

#include <QGridLayout>
#include <QPainter>

namespace views {

namespace {

/// "12.3 <dim>Tb/s</dim>": the unit in the secondary colour. Escaped, since names come from outside.
QString withUnit(const QString& value, const QString& unit, const Tokens& tokens, int unitPixels = 0)
{
    if (unit.isEmpty()) {
        return value.toHtmlEscaped();
    }
    const QString size =
        unitPixels > 0 ? QStringLiteral("font-size:%1px;font-weight:normal;").arg(unitPixels) : QString();
    return QStringLiteral("%1 <span style=\"%4color:%3\">%2</span>")
        .arg(value.toHtmlEscaped(), unit.toHtmlEscaped(), tokens.dim.name(), size);
}

QLabel* makeLabel(QGridLayout& grid, int row, int column, Qt::Alignment alignment, bool dim)
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::RichText);
    label->setAlignment(alignment | Qt::AlignTop);
    label->setWordWrap(true);
    if (dim) {
        label->setProperty("tone", QStringLiteral("dim"));
    }
    grid.addWidget(label, row, column);
    return label;
}

void clearGrid(QGridLayout& grid)
{
    while (QLayoutItem* item = grid.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

RatioBar::RatioBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedHeight(6);
}

void RatioBar::setFact(const models::LiveFact& fact)
{
    m_fact = fact;
    update();
}

void RatioBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintRatioBar(painter, QRectF(rect()).adjusted(0, 0, -1, -1), m_fact.ratio,
                  {m_fact.stale, m_fact.known, m_fact.isLoad}, m_theme.tokens());
}

KeyFigures::KeyFigures(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(0);
}

void KeyFigures::build(qsizetype count)
{
    clearGrid(*m_grid);
    m_cells.clear();
    for (int i = 0; i < count; ++i) {
        const int row = i / 2 * 4;
        const int column = i % 2;
        Cell cell{};
        cell.number = makeLabel(*m_grid, row, column, Qt::AlignLeft, false);
        cell.number->setFont(figureFont());
        cell.number->setWordWrap(false);
        cell.bar = new RatioBar(m_theme);
        m_grid->addWidget(cell.bar, row + 1, column);
        cell.label = makeLabel(*m_grid, row + 2, column, Qt::AlignLeft, true);
        m_grid->setRowMinimumHeight(row + 3, 8);
        m_cells.append(cell);
    }
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
}

void KeyFigures::setFacts(const QList<models::LiveFact>& facts)
{
    if (facts.size() != m_cells.size()) {
        build(facts.size());
    }
    for (qsizetype i = 0; i < facts.size(); ++i) {
        const models::LiveFact& fact = facts[i];
        const Cell& cell = m_cells[i];
        cell.number->setText(withUnit(fact.value, fact.unit, m_theme.tokens(), bodyFont().pixelSize()));
        setTone(*cell.number, fact.stale || !fact.known ? QStringLiteral("dim") : QString());
        cell.label->setText(fact.label.toHtmlEscaped());
        cell.bar->setVisible(fact.ratio >= 0);
        cell.bar->setFact(fact);
    }
}

LiveRows::LiveRows(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(16, 0, 0, 8);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(0, 5);
    m_grid->setColumnStretch(1, 4);
}

void LiveRows::build(qsizetype count)
{
    clearGrid(*m_grid);
    m_rows.clear();
    for (int i = 0; i < count; ++i) {
        Row row{};
        row.label = makeLabel(*m_grid, i, 0, Qt::AlignLeft, true);
        row.value = makeLabel(*m_grid, i, 1, Qt::AlignRight, false);
        row.age = makeLabel(*m_grid, i, 2, Qt::AlignRight, true);
        row.age->setWordWrap(false);
        row.age->setFont(smallFont());
        m_rows.append(row);
    }
}

void LiveRows::setFacts(const QList<models::LiveFact>& facts)
{
    if (facts.size() != m_rows.size()) {
        build(facts.size());
    }
    for (qsizetype i = 0; i < facts.size(); ++i) {
        const models::LiveFact& fact = facts[i];
        const Row& row = m_rows[i];
        row.label->setText(fact.label.toHtmlEscaped());
        row.value->setText(withUnit(fact.value, fact.unit, m_theme.tokens()));
        setTone(*row.value, fact.stale || !fact.known ? QStringLiteral("dim") : QString());
        row.age->setText((fact.known ? fact.age : fact.quality).toHtmlEscaped());
        row.age->setToolTip(fact.quality);
    }
}

FactRows::FactRows(const Theme& theme, const QList<models::Fact>& facts, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(16, 0, 0, 8);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(0, 2);
    m_grid->setColumnStretch(1, 3);
    setFacts(facts);
}

void FactRows::setFacts(const QList<models::Fact>& facts)
{
    while (m_rows.size() < facts.size()) {
        const int row = static_cast<int>(m_rows.size());
        m_rows.append(Row{makeLabel(*m_grid, row, 0, Qt::AlignLeft, true),
                          makeLabel(*m_grid, row, 1, Qt::AlignRight, false)});
        m_rows.last().value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        const bool isUsed = row < facts.size();
        m_rows[row].label->setVisible(isUsed);
        m_rows[row].value->setVisible(isUsed);
        if (isUsed) {
            m_rows[row].label->setText(facts[row].label.toHtmlEscaped());
            m_rows[row].value->setText(withUnit(facts[row].value, facts[row].unit, m_theme.tokens()));
        }
    }
}

} // namespace views
