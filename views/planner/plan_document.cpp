#include "views/planner/plan_document.h"

#include "models/console_models.h"
#include "models/planner/command_words.h"
#include "models/planner/exact_words.h"
#include "models/roles.h"
#include "views/theme/theme_file.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QGuiApplication>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QTextDocument>

#include <memory>
#include <vector>

namespace views {

using models::PlanScenario;

namespace {

struct DocumentText
{
    Q_DECLARE_TR_FUNCTIONS(views::PlanDocument)
};

constexpr int kLandscapeFrom = 5; ///< columns of a table
constexpr int kDpi = 1200;
constexpr double kMargin_mm = 16;
constexpr double kFoot_mm = 8;
constexpr double kText_pt = 9; // as the style below has it
constexpr double kFootText_pt = 8;

/// The screen's counts in pixels, of which a printer has a hundred times as many.
QFont paperFont(double size_pt)
{
    QFont out = QGuiApplication::font();
    out.setPointSizeF(size_pt);
    return out;
}

/// Of the light theme: paper is white.
Tokens paper()
{
    QFile file(QStringLiteral(":/theme/light.json"));
    const auto tokens =
        file.open(QIODevice::ReadOnly) ? parseTheme(file.readAll()) : twin::Result<Tokens>(Tokens{});
    return tokens ? *tokens : Tokens{};
}

/// Of padding, text documents know only the single sides, and those in pixels: without, columns touch.
QString style()
{
    const Tokens tokens = paper();
    return QStringLiteral(
               "body { font-family: 'Noto Sans', 'Noto Sans CJK SC', sans-serif; font-size: 9pt; color: %1; }"
               "h1 { font-size: 17pt; font-weight: 500; margin-bottom: 2pt; }"
               "h2 { font-size: 12pt; font-weight: 500; margin-top: 14pt; margin-bottom: 4pt; }"
               "p.dim, td.dim { color: %2; } th { font-weight: 500; color: %2; background: %3; }"
               "td, th { padding-left: 6px; padding-right: 6px; padding-top: 3px; padding-bottom: 3px; "
               "border-bottom: 1px solid %4; }"
               "li { margin-bottom: 2pt; }")
        .arg(tokens.text.name(), tokens.dim.name(), tokens.bg2.name(), tokens.line.name());
}

QString page(const QString& title, const QString& body)
{
    return QStringLiteral(
               "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>%1</title><style>%2</style>"
               "</head><body>%3</body></html>\n")
        .arg(title.toHtmlEscaped(), style(), body);
}

QString cell(const QAbstractItemModel& model, int row, int column)
{
    const QModelIndex at = model.index(row, column);
    const QString unit = at.data(models::UnitRole).toString();
    const QString text = at.data().toString();
    return unit.isEmpty() ? text : text + QChar(0x00A0) + unit;
}

bool isNumber(const QAbstractItemModel& model, int column)
{
    const QVariant alignment = model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
    return alignment.value<Qt::Alignment>().testFlag(Qt::AlignRight);
}

QString tableOf(const QAbstractItemModel& model)
{
    QString out = QStringLiteral("<table width=\"100%\" cellspacing=\"0\"><thead><tr>");
    for (int column = 0; column < model.columnCount(); ++column) {
        out += QStringLiteral("<th align=\"%1\">%2</th>")
                   .arg(isNumber(model, column) ? QStringLiteral("right") : QStringLiteral("left"),
                        model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().toHtmlEscaped());
    }
    out += QStringLiteral("</tr></thead><tbody>");
    for (int row = 0; row < model.rowCount(); ++row) {
        out += QStringLiteral("<tr>");
        for (int column = 0; column < model.columnCount(); ++column) {
            out += QStringLiteral("<td align=\"%1\">%2</td>")
                       .arg(isNumber(model, column) ? QStringLiteral("right") : QStringLiteral("left"),
                            cell(model, row, column).toHtmlEscaped());
        }
        out += QStringLiteral("</tr>");
    }
    return out + QStringLiteral("</tbody></table>");
}

QString paragraph(const QString& text, bool isDim = false)
{
    return text.isEmpty()
               ? QString()
               : QStringLiteral("<p%1>%2</p>")
                     .arg(isDim ? QStringLiteral(" class=\"dim\"") : QString(), text.toHtmlEscaped());
}

QString syntheticNote(const models::ConsoleModels& models)
{
    const auto& snapshot = models.feed.snapshot();
    return snapshot && snapshot->registry && snapshot->registry->origin.synthetic
               ? paragraph(QStringLiteral("合成数据 / synthetic data"), true)
               : QString();
}

/// As a paragraph of a list.
QString commandItem(const twin::scenario::Command& command, twin::TimeNs begin,
                    const models::PlanNames& names)
{
    return QStringLiteral("<li>%1 <span style=\"color:%3\">(%2)</span></li>")
        .arg(models::sentenceIn(models::NameStyle::Exact, command, names).toHtmlEscaped(),
             models::CommandWords::time(command, begin).toHtmlEscaped(), paper().dim.name());
}

/// The steps of the change list, what they are about by its identifier.
std::unique_ptr<models::PlanTable> exactSteps(const models::ConsoleModels& models,
                                              const PlanScenario& scenario)
{
    auto out = std::make_unique<models::PlanTable>(models::changeColumns());
    out->setRows(models::exactChangeRows(models.planChanges.list(), models.planChanges.fork()->commands(),
                                         scenario.ground->moment(), models.planTables.names(&scenario)));
    return out;
}

std::vector<twin::scenario::Command> assumed(const models::ConsoleModels& models)
{
    return models::assumedCommands(*models.planChanges.list(), models.planChanges.fork()->commands());
}

QString scenarioOf(const models::ConsoleModels& models, const PlanScenario& scenario)
{
    QString out = QStringLiteral("<h2>%1</h2>").arg(scenario.name.toHtmlEscaped());
    out += paragraph(models.scenarioTree.baseText(scenario), true);
    const std::vector<twin::scenario::Command> commands = scenario.tip()->commands();
    if (commands.empty()) {
        return out + paragraph(DocumentText::tr("No command: the base as it is."));
    }
    const models::PlanNames names = models.planTables.names(&scenario);
    out += QStringLiteral("<ol>");
    for (const twin::scenario::Command& command : commands) {
        out += commandItem(command, scenario.ground->moment(), names);
    }
    return out + QStringLiteral("</ol>");
}

} // namespace

QString comparisonHtml(const models::ConsoleModels& models)
{
    const QString title = DocumentText::tr("Comparison of scenarios");
    QString body = QStringLiteral("<h1>%1</h1>").arg(title.toHtmlEscaped());
    body += syntheticNote(models);
    body += tableOf(models.comparison);
    for (const int id : models.scenarioTree.compared()) {
        const PlanScenario* scenario = models.planner.scenario(id);
        if (scenario != nullptr && scenario->isReady()) {
            body += scenarioOf(models, *scenario);
        }
    }
    return page(title, body);
}

QString changesHtml(const models::ConsoleModels& models)
{
    const PlanScenario& scenario = *models.planner.current();
    const QString title = DocumentText::tr("Change list: %1").arg(scenario.name);
    QString body = QStringLiteral("<h1>%1</h1>").arg(title.toHtmlEscaped());
    body += syntheticNote(models);
    body += paragraph(models.scenarioTree.baseText(scenario), true);
    body += paragraph(models.planTables.changesHeadline());
    if (const auto commands = assumed(models); !commands.empty()) { // the headline counts them
        const models::PlanNames names = models.planTables.names(&scenario);
        body += QStringLiteral("<ul>");
        for (const twin::scenario::Command& command : commands) {
            body += commandItem(command, scenario.ground->moment(), names);
        }
        body += QStringLiteral("</ul>");
    }
    if (const auto steps = exactSteps(models, scenario); steps->rowCount() > 0) {
        body += tableOf(*steps);
    }
    return page(title, body);
}

QByteArray pdfOf(const QString& html)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kDpi);
    writer.setCreator(QStringLiteral("Suanwang"));
    const bool isWide = html.count(QStringLiteral("<th ")) >= kLandscapeFrom;
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize::A4), isWide ? QPageLayout::Landscape : QPageLayout::Portrait,
                    QMarginsF(kMargin_mm, kMargin_mm, kMargin_mm, kMargin_mm), QPageLayout::Millimeter));
    QTextDocument document;
    document.setDefaultFont(paperFont(kText_pt)); // headings are multiples of it
    document.documentLayout()->setPaintDevice(&writer);
    document.setHtml(html);
    writer.setTitle(document.metaInformation(QTextDocument::DocumentTitle));
    const QRectF room(QPointF(0, 0), QSizeF(writer.width(), writer.height()));
    const double foot = kFoot_mm / 25.4 * kDpi;
    document.setPageSize(QSizeF(room.width(), room.height() - foot));
    document.setDocumentMargin(0);
    QPainter painter(&writer);
    const int pages = document.pageCount();
    for (int number = 0; number < pages; ++number) {
        if (number > 0) {
            writer.newPage();
        }
        const QRectF part(0, number * document.pageSize().height(), room.width(),
                          document.pageSize().height());
        painter.save();
        painter.translate(0, -part.top());
        document.drawContents(&painter, part);
        painter.restore();
        painter.setFont(paperFont(kFootText_pt));
        painter.setPen(paper().dim);
        painter.drawText(QRectF(0, room.height() - foot, room.width(), foot),
                         Qt::AlignRight | Qt::AlignBottom,
                         DocumentText::tr("Page %1 of %2").arg(number + 1).arg(pages));
    }
    painter.end();
    return bytes;
}

QString changesText(const models::ConsoleModels& models)
{
    const PlanScenario& scenario = *models.planner.current();
    const models::PlanNames names = models.planTables.names(&scenario);
    QStringList lines{DocumentText::tr("Change list: %1").arg(scenario.name),
                      models.scenarioTree.baseText(scenario), models.planTables.changesHeadline()};
    for (const twin::scenario::Command& command : assumed(models)) {
        lines.append(DocumentText::tr("   - %1 (%2)", "what is assumed, and when")
                         .arg(models::sentenceIn(models::NameStyle::Exact, command, names),
                              models::CommandWords::time(command, scenario.ground->moment())));
    }
    lines.append(QString());
    const auto steps = exactSteps(models, scenario);
    const models::PlanTable& table = *steps;
    for (int row = 0; row < table.rowCount(); ++row) {
        lines.append(DocumentText::tr("%1. %2: %3", "number, moment and text of a step")
                         .arg(cell(table, row, 0), cell(table, row, 1), cell(table, row, 2)));
        QStringList facts;
        for (int column = 3; column < table.columnCount(); ++column) {
            const QString title = table.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
            if (const QString text = cell(table, row, column); !text.isEmpty()) {
                facts.append(DocumentText::tr("%1: %2", "a figure and its value").arg(title, text));
            }
        }
        lines.append(QStringLiteral("   ") + facts.join(QStringLiteral("; ")));
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace views
