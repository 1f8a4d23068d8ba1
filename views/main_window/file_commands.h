#pragma once

#include "views/view_context.h"

#include <QObject>

namespace views {

class MainWindow;

/// The File menu: dialogs, and what needs no application (export of a table, screenshot). Opening and saving
/// are requests the main window passes on.
class FileCommands final : public QObject
{
    Q_OBJECT

  public:
    FileCommands(MainWindow& window, const ViewContext& context);

  private:
    void chooseFileToOpen();
    void chooseStateFile();
    void chooseExportFile();
    void chooseScreenshotFile();
    [[nodiscard]] QString folder() const;
    void remember(const QString& path) const;

    MainWindow& m_window;
    const ViewContext& m_context;
};

} // namespace views
