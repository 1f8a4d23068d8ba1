#include "app/console/composition.h"

#include "app/console/exit_code.h"
#include "app/console/messages.h"
#include "app/console/milestones.h"
#include "app/console/past_traffic.h"
#include "app/console/preferences.h"
#include "app/console/screenshot_run.h"
#include "twin/state/state_file.h"
#include "twin/support/name_list.h"
#include "views/map/map_widget.h"
#include "views/planner/planner_commands.h"

#include <QApplication>
#include <QScreen>
#include <QTimer>

#include <cstdio>
#include <utility>

namespace app::console {

using models::Language;

namespace {

constexpr int kFirstLook_ms = 15;
constexpr int kHurry_ms = 5'000;
constexpr int kSelectPatience_ms = 30'000;

} // namespace

Console::Console(const ConsoleOptions& options, std::unique_ptr<Engine> engine)
    : m_options(options)
    , m_settings(settingsFile(options, m_scratch), QSettings::IniFormat)
    , m_engine(std::move(engine))
    , m_shown(std::make_shared<ShownProvider>(m_engine->provider()))
    , m_models(m_shown, preferredTongue(options, m_settings), m_engine->desk())
    , m_theme(nullptr, preferredTheme(options, m_settings))
    , m_window(m_models, m_theme, m_settings)
{
    if (!m_options.store.isEmpty()) {
        m_models.planner.setDemandHistory(pastTraffic(m_options.store.toStdString()));
    }
    connectEngine();
    connectWindow();
    // Everything was made with the source's texts; this puts the catalogue in and says so to all.
    setTongue(m_models.language.tongue());
    reachMilestone("window_made");
}

Console::~Console() = default;

void Console::connectEngine()
{
    views::MessageBar& messages = m_window.messages();
    QObject::connect(m_engine.get(), &Engine::opened, &m_window,
                     [this, &messages](const QString& path, const QStringList& remarks, bool demoStopped) {
                         m_shown->showSaved(nullptr);
                         m_models.feed.goLive();
                         // What the demo opens by itself needs no word.
                         if (demoStopped || !remarks.isEmpty() || !m_options.demo) {
                             messages.show(Messages::opened(path, remarks, demoStopped));
                         }
                     });
    QObject::connect(
        m_engine.get(), &Engine::openFailed, &m_window,
        [this, &messages](const QString& path, const QString& error, int code, const QStringList& problems) {
            noteFailure(problems.isEmpty() ? QStringList(error) : problems,
                        static_cast<twin::ErrorCode>(code));
            const bool demo = m_options.demo && m_options.file.isEmpty() && path == demoRegistryPath();
            messages.show(
                demo ? Messages::demoMissing(path)
                     : Messages::openFailed(path, static_cast<twin::ErrorCode>(code), error, problems));
        });
    QObject::connect(m_engine.get(), &Engine::savedStateOpened, &m_window,
                     [this](const twin::state::SnapshotPtr& snapshot) {
                         m_shown->showSaved(snapshot);
                         m_models.feed.goLive();
                         m_models.feed.poll();
                     });
    QObject::connect(m_engine.get(), &Engine::recordingOpened, &m_window,
                     [this](const std::shared_ptr<const twin::state::SnapshotProvider>& recording) {
                         m_shown->showRecording(recording);
                         m_models.feed.goLive();
                         m_models.feed.poll();
                     });
    QObject::connect(m_engine.get(), &Engine::stateSaved, &m_window,
                     [&messages](const QString& path) { messages.show(Messages::stateSaved(path)); });
    QObject::connect(m_engine.get(), &Engine::saveFailed, &m_window,
                     [&messages](const QString& path, const QString& error) {
                         messages.show(Messages::saveFailed(path, error));
                     });
    QObject::connect(m_engine.get(), &Engine::startFailed, &m_window,
                     [this, &messages](const QString& error, int code) {
                         noteFailure({error}, static_cast<twin::ErrorCode>(code));
                         messages.show(Messages::startFailed(error));
                     });
    QObject::connect(m_engine.get(), &Engine::listening, &m_window,
                     [&messages](const QString& address) { messages.show(Messages::listening(address)); });
    QObject::connect(m_engine.get(), &Engine::following, &m_window,
                     [&messages](const QString& reason) { messages.show(Messages::following(reason)); });
    QObject::connect(m_engine.get(), &Engine::busChanged, &m_window,
                     [&messages](const QString& address, bool isUp, const QString& error) {
                         messages.show(Messages::busChanged(address, isUp, error));
                     });
}

void Console::connectWindow()
{
    using views::MainWindow;
    QObject::connect(&m_window, &MainWindow::openRequested, &m_window,
                     [this](const QString& path) { m_engine->open(path); });
    QObject::connect(&m_window, &MainWindow::saveStateRequested, &m_window,
                     [this](const QString& path) { m_engine->saveState(path, m_models.feed.snapshot()); });
    QObject::connect(&m_window, &MainWindow::languageRequested, &m_window, [this](Language::Tongue tongue) {
        setTongue(tongue);
        rememberTongue(m_settings, tongue);
    });
    QObject::connect(&m_window, &MainWindow::savedStateClosed, &m_window, [this] {
        m_shown->showSaved(nullptr);
        m_models.feed.poll();
    });
    QObject::connect(&m_theme, &views::Theme::changed, &m_window,
                     [this] { rememberTheme(m_settings, m_theme.variant()); });
}

void Console::setTongue(Language::Tongue tongue)
{
    m_translators.install(tongue);
    m_models.language.setTongue(tongue);
}

void Console::showWindow()
{
    if (m_options.resetWorkspace) {
        m_window.resetLayout();
    }
    const QSize room = m_window.screen()->availableSize();
    m_window.resize(QSize(1600, 900).boundedTo(room));
    m_window.restoreLayout();
    if (m_options.size.isValid()) {
        m_window.resize(m_options.size);
    }
    m_window.show();
    m_window.plannerCommands().restoreScenarios();
    reachMilestone("window_shown");
}

void Console::watchFirstFrame()
{
    const bool values = m_options.demo;
    auto* context = new QObject(&m_window);
    QObject::connect(&m_window.map(), &views::MapWidget::frameShown, context, [this, context, values] {
        if (m_window.hasShown(values)) {
            reachMilestone("first_live_frame");
            context->deleteLater();
        }
    });
    // Somebody is waiting: look for the first snapshots sooner than the feed's own beat, for a while.
    auto* hurry = new QTimer(context);
    QObject::connect(hurry, &QTimer::timeout, &m_window, [this] { m_models.feed.poll(); });
    hurry->start(kFirstLook_ms);
    QTimer::singleShot(kHurry_ms, hurry, &QTimer::stop);
}

void Console::selectAtStart()
{
    const auto wanted = twin::splitNames(m_options.select.toStdString());
    if (!wanted) {
        std::fprintf(stderr, "--select: %s\n", wanted.error().reason.c_str());
        return;
    }
    for (const std::string& id : *wanted) {
        m_missing.append(QString::fromStdString(id));
    }
    auto* context = new QObject(&m_window);
    QObject::connect(&m_models.feed, &models::SnapshotFeed::snapshotApplied, context,
                     [this, context, ids = m_missing] {
                         if (select(ids)) {
                             context->deleteLater();
                         }
                     });
    // Flows and jobs become known by and by; what is not there by then is a slip of the pen.
    QTimer::singleShot(kSelectPatience_ms, context, [this, context] {
        nameMissing();
        context->deleteLater();
    });
}

/// Selects them when all are there; one alone comes into sight.
bool Console::select(const QStringList& ids)
{
    QList<models::EntityKey> keys;
    m_missing.clear();
    for (const QString& id : ids) {
        const models::EntityKey key = keyOf(id);
        if (key.isValid()) {
            keys.append(key);
        } else {
            m_missing.append(id);
        }
    }
    if (keys.isEmpty() || !m_missing.isEmpty()) {
        return false;
    }
    m_models.selection.selectMany(keys);
    if (keys.size() == 1) {
        m_models.selection.select(keys.first(), true);
    }
    return true;
}

/// Says once what `--select` asked for in vain.
void Console::nameMissing()
{
    for (const QString& id : std::exchange(m_missing, {})) {
        std::fprintf(stderr, "--select: %s is not there\n", qUtf8Printable(id));
    }
}

models::EntityKey Console::keyOf(const QString& id)
{
    models::SearchModel& search = m_models.search;
    models::EntityKey out;
    search.setQuery(id);
    for (int row = 0; row < search.rowCount() && !out.isValid(); ++row) {
        out = search.key(row).id == id ? search.key(row) : out;
    }
    search.setQuery({});
    return out;
}

void Console::setBasemap()
{
    if (const auto set = m_window.map().setBasemapFile(m_options.basemap); !set) {
        const QString error = QString::fromStdString(set.error().text());
        noteFailure({error}, set.error().code);
        m_window.messages().show(Messages::startFailed(error));
    }
}

/// The window shows it; whoever started the program from a script reads it here, and gets no picture of
/// nothing.
void Console::noteFailure(const QStringList& lines, twin::ErrorCode code)
{
    for (const QString& line : lines) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(line));
    }
    if (!m_options.screenshot.isEmpty()) {
        QMetaObject::invokeMethod(
            &m_window, [code] { QApplication::exit(exitCodeOf(code)); }, Qt::QueuedConnection);
    }
}

/// Of the saved state that is shown, or else of the live twin.
int Console::saveStateAtEnd() const
{
    const twin::state::SnapshotPtr snapshot = m_shown->at({});
    const std::string path = m_options.saveState.toStdString();
    const auto saved =
        snapshot ? twin::state::saveState(path, *snapshot)
                 : twin::failureAt(twin::ErrorCode::Invalid, path, 0, "there is no state yet to save");
    if (!saved) {
        std::fprintf(stderr, "%s\n", saved.error().text().c_str());
    }
    return saved ? static_cast<int>(kDone) : exitCodeOf(saved.error().code);
}

int Console::run()
{
    if (!m_options.basemap.isEmpty()) {
        setBasemap();
    }
    m_engine->start();
    m_models.feed.start();
    watchFirstFrame();
    if (!m_options.select.isEmpty()) {
        selectAtStart();
    }
    showWindow();
    std::unique_ptr<ScreenshotRun> picture;
    if (!m_options.screenshot.isEmpty()) {
        picture = std::make_unique<ScreenshotRun>(m_window, m_models, m_options);
    }
    if (m_options.seconds > 0) {
        QTimer::singleShot(std::chrono::milliseconds(static_cast<qint64>(m_options.seconds * 1000)),
                           &m_window, [this] { m_window.closeUnasked(); });
    }
    const int code = QApplication::exec();
    nameMissing(); // a run for a picture ends before patience does
    const int saved = m_options.saveState.isEmpty() ? kDone : saveStateAtEnd();
    return code != kDone ? code : saved;
}

} // namespace app::console
