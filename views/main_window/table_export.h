#pragma once

#include "twin/support/result.h"

#include <QAbstractItemModel>
#include <QString>

namespace views {

/// The rows as they stand, for a spreadsheet: UTF-8 with a byte order mark, the identifier first, and units
/// in columns of their own so that numbers stay numbers. What is not known is an empty cell.
[[nodiscard]] QByteArray tableCsv(const QAbstractItemModel& model);

/// Errors: NotFound (the folder), Io.
[[nodiscard]] twin::Result<> exportTable(const QAbstractItemModel& model, const QString& path);

} // namespace views
