#pragma once

#include <QByteArray>
#include <QString>

namespace models {
struct ConsoleModels;
}

namespace views {

/// What is handed to people on paper, in the current language, dark on white whatever the theme: the compared
/// scenarios with their commands and figures, and the change list of the current one.
[[nodiscard]] QString comparisonHtml(const models::ConsoleModels& models);
/// Precondition: the change list is there.
[[nodiscard]] QString changesHtml(const models::ConsoleModels& models);

/// The same as lines of text.
[[nodiscard]] QString changesText(const models::ConsoleModels& models);

/// A4, page numbers at the foot; comparisons of many scenarios lie on their side.
[[nodiscard]] QByteArray pdfOf(const QString& html);

} // namespace views
