#include "views/main_window/file_places.h"

#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace views {

namespace {

const QString kFolderKey = QStringLiteral("files/folder");

} // namespace

QString fileFolder(const QSettings& settings)
{
    return settings.value(kFolderKey, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
        .toString();
}

void rememberFolder(QSettings& settings, const QString& path)
{
    settings.setValue(kFolderKey, QFileInfo(path).absolutePath());
}

QString withEnding(const QString& path, const QString& ending)
{
    return QFileInfo(path).suffix().isEmpty() ? path + ending : path;
}

} // namespace views
