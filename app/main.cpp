#include "app/console/composition.h"
#include "app/console/exit_code.h"
#include "app/console/milestones.h"

#include <QApplication>
#include <QIcon>
#include <QTimer>

#include <atomic>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

using app::console::kDone;
using app::console::kInputOutput;

std::atomic<bool> g_stop{false}; // written by the signal handler

extern "C" void stopConsole(int)
{
    g_stop.store(true, std::memory_order_relaxed);
}

QStringList argumentsOf(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments.append(QString::fromLocal8Bit(argv[i]));
    }
    return arguments;
}

int fail(const twin::Error& error)
{
    std::fprintf(stderr, "%s\n", error.text().c_str());
    return app::console::exitCodeOf(error.code);
}

/// Answers that need no screen, before one is asked for.
bool answeredWithoutScreen(int argc, char** argv)
{
    const auto options = app::console::parseConsoleOptions(argumentsOf(argc, argv));
    if (options && options->help) {
        std::printf("%s", qPrintable(app::console::consoleHelp()));
    } else if (options && options->version) {
        std::printf("suanwang %s\n", SUANWANG_VERSION);
    } else {
        return false;
    }
    return true;
}

bool hasScreen()
{
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0') {
            return true;
        }
    }
    return false;
}

/// Ends the window's life in order on SIGTERM and SIGINT.
void watchSignals(QTimer& timer)
{
    std::signal(SIGTERM, stopConsole);
    std::signal(SIGINT, stopConsole);
    QObject::connect(&timer, &QTimer::timeout, [] {
        if (g_stop.load(std::memory_order_relaxed)) {
            for (QWidget* widget : QApplication::topLevelWidgets()) {
                if (auto* window = qobject_cast<views::MainWindow*>(widget)) {
                    window->closeUnasked();
                }
            }
            QApplication::closeAllWindows();
            QApplication::exit(kDone);
        }
    });
    timer.start(200);
}

} // namespace

int main(int argc, char** argv)
{
    app::console::reachMilestone("main");
    if (answeredWithoutScreen(argc, argv)) {
        return kDone;
    }
    if (!hasScreen()) {
        qputenv("QT_QPA_PLATFORM", "offscreen"); // pictures can be taken; a person would see nothing
        if (argumentsOf(argc, argv).filter(QStringLiteral("--screenshot")).isEmpty()) {
            std::fprintf(stderr, "no display: set DISPLAY, or take a picture with --screenshot FILE\n");
            return kInputOutput;
        }
    }
    QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC,
                   "C"); // files are read and written with a decimal point, whatever the system's language
    QApplication::setApplicationName(QStringLiteral("suanwang"));
    QApplication::setOrganizationName(QStringLiteral("suanwang"));
    QApplication::setApplicationVersion(QStringLiteral(SUANWANG_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("suanwang"));
    app::console::reachMilestone("application");
    const auto options = app::console::parseConsoleOptions(QApplication::arguments().mid(1));
    if (!options) {
        return fail(options.error());
    }
    auto engine = app::console::Engine::create(*options);
    if (!engine) {
        return fail(engine.error());
    }
    QTimer signalTimer;
    watchSignals(signalTimer);
    app::console::Console console(*options, std::move(*engine));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/suanwang.svg")));
    return console.run();
}
