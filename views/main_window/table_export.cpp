#include "views/main_window/table_export.h"

#include "models/roles.h"
#include "models/selection/entity_key.h"
#include "twin/support/csv.h"
#include "twin/support/file_io.h"

#include <QCoreApplication>

namespace views {

namespace {

struct ExportColumn
{
    int column = 0;
    bool hasUnit = false;
};

QList<ExportColumn> columnsOf(const QAbstractItemModel& model)
{
    QList<ExportColumn> columns;
    for (int column = 0; column < model.columnCount(); ++column) {
        ExportColumn entry{column, false};
        bool hasText = model.rowCount() == 0;
        for (int row = 0; row < model.rowCount() && !(entry.hasUnit && hasText); ++row) {
            const QModelIndex index = model.index(row, column);
            entry.hasUnit = entry.hasUnit || !index.data(models::UnitRole).toString().isEmpty();
            hasText = hasText || !index.data(Qt::DisplayRole).toString().isEmpty();
        }
        if (hasText) { // sparklines have none
            columns.append(entry);
        }
    }
    return columns;
}

/// Columns of a model that gives numbers to calculate with: all but sparklines, and but the identifier, which
/// stands first in any case.
QList<int> plainColumns(const QAbstractItemModel& model, const QString& identifier)
{
    QList<int> columns;
    for (const ExportColumn& entry : columnsOf(model)) {
        if (model.headerData(entry.column, Qt::Horizontal, Qt::DisplayRole).toString() != identifier) {
            columns.append(entry.column);
        }
    }
    return columns;
}

std::string plainCell(const QVariant& value)
{
    constexpr int kDigits = 12; // more are what a factor adds
    if (value.userType() == QMetaType::Double) {
        return QString::number(value.toDouble(), 'g', kDigits).toStdString();
    }
    return twin::csvCell(value.toString().toStdString());
}

/// One unit a column, in its title; plain numbers below it.
std::string plainCsv(const QAbstractItemModel& model, const QString& identifier)
{
    std::string out = twin::csvCell(identifier.toStdString());
    const QList<int> columns = plainColumns(model, identifier);
    for (const int column : columns) {
        const QString title = model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const QString unit = model.headerData(column, Qt::Horizontal, models::UnitRole).toString();
        const QString whole = unit.isEmpty() ? title : title + QStringLiteral(" (") + unit + u')';
        out += ',' + twin::csvCell(whole.toStdString());
    }
    out += "\r\n";
    for (int row = 0; row < model.rowCount(); ++row) {
        const auto key = model.index(row, 0).data(models::KeyRole).value<models::EntityKey>();
        out += twin::csvCell(key.id.toStdString());
        for (const int column : columns) {
            out += ',' + plainCell(model.index(row, column).data(models::ExportRole));
        }
        out += "\r\n";
    }
    return out;
}

/// As spreadsheets read it: with a hyphen for the minus sign of the screen.
QString typed(QString text)
{
    constexpr char16_t kMinus = 0x2212;
    const bool isNegative = text.size() > 1 && text.front() == QChar(kMinus) && text.at(1).isDigit();
    return isNegative ? text.replace(0, 1, u'-') : text;
}

void append(std::string& out, const QString& cell)
{
    if (!out.empty() && out.back() != '\n') {
        out += ',';
    }
    out += twin::csvCell(cell.toStdString());
}

void appendRow(std::string& out, const QAbstractItemModel& model, int row, const QList<ExportColumn>& columns)
{
    out +=
        twin::csvCell(model.index(row, 0).data(models::KeyRole).value<models::EntityKey>().id.toStdString());
    for (const ExportColumn& entry : columns) {
        const QModelIndex index = model.index(row, entry.column);
        const QVariant known = index.data(models::KnownRole);
        const bool isUnknown = known.isValid() && !known.toBool();
        out += ',';
        out += isUnknown ? std::string()
                         : twin::csvCell(typed(index.data(Qt::DisplayRole).toString()).toStdString());
        if (entry.hasUnit) {
            out += ',';
            out += isUnknown ? std::string()
                             : twin::csvCell(index.data(models::UnitRole).toString().toStdString());
        }
    }
    out += "\r\n";
}

} // namespace

QByteArray tableCsv(const QAbstractItemModel& model)
{
    const QString identifier = QCoreApplication::translate("views::TableExport", "Identifier");
    if (model.headerData(0, Qt::Horizontal, models::ExportRole).toBool()) {
        return QByteArray("\xEF\xBB\xBF") + QByteArray::fromStdString(plainCsv(model, identifier));
    }
    const QList<ExportColumn> columns = columnsOf(model);
    std::string out;
    append(out, identifier);
    for (const ExportColumn& entry : columns) {
        const QString title = model.headerData(entry.column, Qt::Horizontal, Qt::DisplayRole).toString();
        append(out, title);
        if (entry.hasUnit) {
            append(out, QCoreApplication::translate("views::TableExport", "%1 (unit)").arg(title));
        }
    }
    out += "\r\n";
    for (int row = 0; row < model.rowCount(); ++row) {
        appendRow(out, model, row, columns);
    }
    return QByteArray("\xEF\xBB\xBF") + QByteArray::fromStdString(out);
}

twin::Result<> exportTable(const QAbstractItemModel& model, const QString& path)
{
    const QByteArray bytes = tableCsv(model);
    return twin::writeFileAtomically(
        path.toStdString(), std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace views
