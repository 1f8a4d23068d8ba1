#pragma once

#include "app/console/console_options.h"
#include "models/console_models.h"
#include "views/main_window/main_window.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace app::console {

/// `--screenshot`: waits until the window is live, then `--after` seconds more, saves its picture, prints the
/// live counters as one JSON line and ends the program: 0, 3 when the picture cannot be written, 1 when
/// nothing became live within a minute.
class ScreenshotRun final : public QObject
{
    Q_OBJECT

  public:
    ScreenshotRun(views::MainWindow& window, models::ConsoleModels& models, const ConsoleOptions& options);

  private:
    void look();
    void take();
    [[nodiscard]] QByteArray counters() const;

    views::MainWindow& m_window;
    models::ConsoleModels& m_models;
    ConsoleOptions m_options;
    QElapsedTimer m_since;
    QTimer m_poll;
};

} // namespace app::console
