#pragma once

#include "app/console/console_options.h"
#include "app/console/engine.h"
#include "app/console/shown_provider.h"
#include "app/console/translators.h"
#include "models/console_models.h"
#include "views/main_window/main_window.h"
#include "views/theme/theme.h"

#include <QSettings>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace app::console {

/// The whole console, built in one place: members in order of construction, so each outlives what uses it.
/// GUI thread.
class Console
{
  public:
    Console(const ConsoleOptions& options, std::unique_ptr<Engine> engine);
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    /// Shows the window and runs until it is closed or the options' end; an exit code.
    [[nodiscard]] int run();

    /// What is on the screen, for who looks at it from outside (tests).
    [[nodiscard]] const models::ConsoleModels& models() const { return m_models; }

    [[nodiscard]] views::MainWindow& window() { return m_window; }

  private:
    void connectEngine();
    void connectWindow();
    void setTongue(models::Language::Tongue tongue);
    void showWindow();
    void watchFirstFrame();
    void selectAtStart();
    [[nodiscard]] bool select(const QStringList& ids);
    void nameMissing();
    [[nodiscard]] models::EntityKey keyOf(const QString& id);
    void setBasemap();
    [[nodiscard]] int saveStateAtEnd() const;
    void noteFailure(const QStringList& lines, twin::ErrorCode code);

    ConsoleOptions m_options;
    QTemporaryDir m_scratch; ///< settings of a run for a picture: neither read nor written by others
    QSettings m_settings;
    Translators m_translators;
    std::unique_ptr<Engine> m_engine;
    std::shared_ptr<ShownProvider> m_shown;
    models::ConsoleModels m_models;
    views::Theme m_theme;
    views::MainWindow m_window;
    QStringList m_missing; ///< of `--select`: not there yet, and nobody was told
};

} // namespace app::console
