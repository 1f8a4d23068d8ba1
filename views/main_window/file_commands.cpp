#include "views/main_window/file_commands.h"

#include "models/console_models.h"
#include "views/main_window/main_window.h"
#include "views/main_window/table_export.h"
#include "views/tables/entity_table.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace views {

namespace {

const QString kFolderKey = QStringLiteral("files/folder");

/// With the ending a person left out.
QString withEnding(const QString& path, const QString& ending)
{
    return QFileInfo(path).suffix().isEmpty() ? path + ending : path;
}

} // namespace

FileCommands::FileCommands(MainWindow& window, const ViewContext& context)
    : QObject(&window)
    , m_window(window)
    , m_context(context)
{
    ActionRegistry& actions = context.actions;
    actions.bind(QStringLiteral("file.open"), this, [this](bool) { chooseFileToOpen(); });
    actions.bind(QStringLiteral("file.saveState"), this, [this](bool) { chooseStateFile(); });
    actions.bind(QStringLiteral("file.exportTable"), this, [this](bool) { chooseExportFile(); });
    actions.bind(QStringLiteral("file.screenshot"), this, [this](bool) { chooseScreenshotFile(); });
    const auto enable = [this] {
        m_context.actions.action(QStringLiteral("file.saveState"))
            ->setEnabled(m_context.models.feed.snapshot() != nullptr);
    };
    connect(&context.models.feed, &models::SnapshotFeed::registryChanged, this, enable, Qt::QueuedConnection);
    enable();
}

QString FileCommands::folder() const
{
    return m_context.settings
        .value(kFolderKey, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
        .toString();
}

void FileCommands::remember(const QString& path) const
{
    m_context.settings.setValue(kFolderKey, QFileInfo(path).absolutePath());
}

void FileCommands::chooseFileToOpen()
{
    const QString path = QFileDialog::getOpenFileName(
        &m_window, tr("Open"), folder(),
        tr("Everything that can be opened (%1)")
                .arg(QStringLiteral("*.swr *.json *.sws *.swrec *.gml *.graphml *.graph *.txt *.xml")) +
            QStringLiteral(";;") + tr("Registry snapshots (%1)").arg(QStringLiteral("*.swr *.json")) +
            QStringLiteral(";;") +
            tr("Network files (%1)").arg(QStringLiteral("*.gml *.graphml *.graph *.txt *.xml")) +
            QStringLiteral(";;") + tr("Saved states (%1)").arg(QStringLiteral("*.sws")) +
            QStringLiteral(";;") + tr("Recordings (%1)").arg(QStringLiteral("*.swrec")));
    if (!path.isEmpty()) {
        remember(path);
        Q_EMIT m_window.openRequested(path);
    }
}

void FileCommands::chooseStateFile()
{
    const QString path = QFileDialog::getSaveFileName(&m_window, tr("Save state"), folder(),
                                                      tr("Saved states (%1)").arg(QStringLiteral("*.sws")));
    if (!path.isEmpty()) {
        remember(path);
        Q_EMIT m_window.saveStateRequested(withEnding(path, QStringLiteral(".sws")));
    }
}

void FileCommands::chooseExportFile()
{
    const EntityTable* table = m_window.currentTable();
    if (table == nullptr) {
        m_window.messages().show({Message::Tone::Information,
                                  tr("There is no table to export."),
                                  tr("All tables are closed."),
                                  tr("Open one with Ctrl+1 to Ctrl+6 and export again."),
                                  {}});
        return;
    }
    QString path =
        QFileDialog::getSaveFileName(&m_window, tr("Export table"), folder(),
                                     tr("Tables for spreadsheets (%1)").arg(QStringLiteral("*.csv")));
    if (path.isEmpty()) {
        return;
    }
    remember(path);
    path = withEnding(path, QStringLiteral(".csv"));
    if (const auto done = exportTable(*table->model(), path); !done) {
        m_window.messages().show(
            {Message::Tone::Problem, tr("The table could not be written to %1.").arg(path),
             tr("No file was made or changed."), tr("Choose another folder, or free some space."),
             QString::fromStdString(done.error().text())});
        return;
    }
    m_window.messages().show(
        {Message::Tone::Information, tr("The table was written to %1.").arg(path), {}, {}, {}});
}

void FileCommands::chooseScreenshotFile()
{
    // The picture is taken first: the dialog must not be on it.
    const QPixmap picture = m_window.grab();
    QString path = QFileDialog::getSaveFileName(&m_window, tr("Save screenshot"), folder(),
                                                tr("Pictures (%1)").arg(QStringLiteral("*.png")));
    if (path.isEmpty()) {
        return;
    }
    remember(path);
    path = withEnding(path, QStringLiteral(".png"));
    if (!picture.save(path)) {
        m_window.messages().show({Message::Tone::Problem,
                                  tr("The screenshot could not be written to %1.").arg(path),
                                  tr("No file was made."),
                                  tr("Choose another folder, or free some space."),
                                  {}});
    }
}

} // namespace views
