#pragma once

#include <QString>

class QSettings;

namespace views {

/// Where files were last chosen, one place for all dialogs; else the folder of documents.
[[nodiscard]] QString fileFolder(const QSettings& settings);
void rememberFolder(QSettings& settings, const QString& path);

/// With the ending a person left out.
[[nodiscard]] QString withEnding(const QString& path, const QString& ending);

} // namespace views
