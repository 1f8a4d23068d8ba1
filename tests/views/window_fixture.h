#pragma once

#include "app/console/translators.h"
#include "models/console_models.h"
#include "tests/support/fake_twin.h"
#include "views/main_window/main_window.h"
#include "views/theme/theme.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTemporaryDir>

#include <memory>

namespace test {

/// The main window over a hand-made twin with all values, one flow and one job; settings in a scratch folder.
struct WindowFixture
{
    explicit WindowFixture(models::Language::Tongue tongue = models::Language::Tongue::English,
                           const QSize& size = {1366, 768}, std::shared_ptr<FakeTwin> filled = nullptr)
        : twin(filled ? std::move(filled) : calmTwin())
        , settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
    {
        translators.install(tongue);
        models = std::make_unique<models::ConsoleModels>(twin, tongue);
        theme = std::make_unique<views::Theme>();
        makeWindow(size);
    }

    ~WindowFixture() { window.reset(); }

    [[nodiscard]] static std::shared_ptr<FakeTwin> calmTwin()
    {
        auto out = std::make_shared<FakeTwin>();
        out->fillCalm();
        out->fillWork();
        out->publish();
        return out;
    }

    void makeWindow(const QSize& size)
    {
        window.reset();
        window = std::make_unique<views::MainWindow>(*models, *theme, settings);
        QObject::connect(window.get(), &views::MainWindow::languageRequested, window.get(),
                         [this](models::Language::Tongue tongue) { setTongue(tongue); });
        window->resize(size);
        window->restoreLayout();
        window->show();
        tick();
    }

    void setTongue(models::Language::Tongue tongue)
    {
        translators.install(tongue);
        models->language.setTongue(tongue);
    }

    /// A second passes in the twin; models and views follow.
    void tick()
    {
        twin->tick();
        models->feed.poll();
        QCoreApplication::processEvents();
    }

    QAction* action(const char* id) { return window->actionRegistry().action(QString::fromLatin1(id)); }

    template <typename Widget> Widget* find(const char* name)
    {
        return window->findChild<Widget*>(QString::fromLatin1(name));
    }

    QTemporaryDir folder;
    std::shared_ptr<FakeTwin> twin;
    QSettings settings;
    app::console::Translators translators;
    std::unique_ptr<models::ConsoleModels> models;
    std::unique_ptr<views::Theme> theme;
    std::unique_ptr<views::MainWindow> window;
};

/// Fails the test on any Qt warning while it lives.
class NoWarnings
{
  public:
    NoWarnings()
    {
        s_warnings.clear();
        s_previous = qInstallMessageHandler(&NoWarnings::take);
    }

    ~NoWarnings() { qInstallMessageHandler(s_previous); }

    [[nodiscard]] static QStringList warnings() { return s_warnings; }

  private:
    static void take(QtMsgType type, const QMessageLogContext& context, const QString& message)
    {
        // The offscreen platform says so of every dialog and menu.
        const bool expected = message.contains(QStringLiteral("propagateSizeHints")) ||
                              message.contains(QStringLiteral("This plugin does not support"));
        if ((type == QtWarningMsg || type == QtCriticalMsg) && !expected) {
            s_warnings.append(message);
        }
        if (s_previous != nullptr) {
            s_previous(type, context, message);
        }
    }

    static inline QStringList s_warnings;
    static inline QtMessageHandler s_previous = nullptr;
};

} // namespace test
