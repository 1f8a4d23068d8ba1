#pragma once

#include "models/feed/snapshot_feed.h"
#include "models/language/language.h"
#include "models/planner/ground_warmer.h"
#include "models/planner/plan_ground.h"
#include "models/planner/plan_runner.h"
#include "models/planner/plan_scenario.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

namespace models {

/// The scenarios a person works on: forks of the moment on screen, live or past, edited by commands, each
/// with what comes of it. All that takes time runs on other threads; edits are done in the order they were
/// asked for. Live data is never touched. GUI thread.
class PlannerModel final : public QObject
{
    Q_OBJECT

  public:
    PlannerModel(SnapshotFeed& feed, const Language& language, QObject* parent = nullptr);
    ~PlannerModel() override; ///< cancels what is under way

    static constexpr std::size_t kMaxScenarios = 50;
    static constexpr std::size_t kMaxUndo = 1'000; ///< edits of a scenario that can be undone

    /// In the order they were made.
    [[nodiscard]] const std::vector<PlanScenario>& scenarios() const { return m_scenarios; }

    /// Null for a number that is none's.
    [[nodiscard]] const PlanScenario* scenario(int id) const;

    /// The one the screen is about; null without any.
    [[nodiscard]] const PlanScenario* current() const { return scenario(m_current); }

    [[nodiscard]] const PlanRunner& runner() const { return m_runner; }

    /// Edits that wait or are being done.
    [[nodiscard]] bool isEditing() const { return m_editing != 0 || !m_edits.empty(); }

    /// Does all of them before it returns: nothing that was asked for is left out of a file.
    void finishEdits();

    /// Where the traffic of the past is read from: what the 95th percentile of a range needs, and a forecast
    /// that follows the past. Without it such scenarios are refused.
    void setDemandHistory(DemandHistoryReader reader) { m_history = std::move(reader); }

    [[nodiscard]] bool hasDemandHistory() const { return bool(m_history); }

    /// Whether there is a moment on screen to fork and room for one more scenario; if not, `refused` says
    /// why.
    [[nodiscard]] bool mayFork();
    /// Forks the moment on screen: a new scenario, the current one from now on. Its number; 0 when there is
    /// no moment yet, or there are too many scenarios (`refused` says why).
    int fork(twin::scenario::DemandKind demand);
    /// The same of any snapshot, with a name.
    int forkOf(twin::state::SnapshotPtr snapshot, twin::scenario::GroundOptions options, const QString& name);
    /// A new scenario that goes on from the current one as it stands. Its number, or 0.
    int branch();

    /// Opens a scenario file on the moment on screen, as a new scenario. What is wrong comes by `refused`,
    /// and there is none then; that it was made on another moment by `otherBase`.
    /// @param anyBase although it was made on another one
    void open(const QString& path, bool anyBase);
    /// Opens a scenario file on the saved moment (`.sws`) it was made on, as a new scenario. Files that share
    /// a base share what is made of it, as far as they are opened one after the other. Its number, or 0.
    /// @param isKept false: a file of nobody's (an automatic copy); the scenario counts as not saved, and one
    /// that could not be opened, or was cancelled, stays with the reason
    int openWithBase(const QString& path, const QString& basePath, bool isKept = true);

    /// Writes the current one, whole or not at all, with the edits that wait. False with `refused`.
    bool save(const QString& path);
    /// The same, and what it forks from beside it, on another thread: `savedWithBase` or `refused` when it is
    /// done. The base of FILE.json is FILE.sws; with it, `suanwangctl scenario run` gives the same outcome.
    void saveWithBase(const QString& path);
    /// The path of the base beside a scenario file.
    [[nodiscard]] static QString basePath(const QString& path);

    void setCurrent(int id);
    void rename(int id, const QString& name);
    void close(int id);

  public Q_SLOTS:
    /// Edits of the current scenario, done one after the other; those that cannot be done come by `refused`
    /// and change nothing.
    void apply(const twin::scenario::Command& command);
    /// All commands anew: one removed, changed or moved. Undone as one edit. Refused when the scenario is
    /// another one by then: what was done to it meanwhile is not in the list.
    /// @param from what the list was made from
    void setCommands(const twin::scenario::ForkPtr& from,
                     const std::vector<twin::scenario::Command>& commands);
    void undo();
    void redo();
    /// Ends the work on the result; what is known stays. `recompute` begins again.
    void cancel();
    void recompute();

  Q_SIGNALS:
    void scenariosChanged(); ///< which there are, names, files, readiness
    void currentChanged();   ///< another scenario, or none
    /// The current scenario's commands, or what can be undone.
    void commandsChanged();
    /// The current scenario's result.
    void resultChanged();
    void progressChanged();
    /// Something asked for was not done: a sentence for the person who asked, and the reason below it (may be
    /// empty; of files and moments English).
    void refused(const QString& sentence, const QString& detail);
    /// The file was made on another moment than the one on the screen (English reason); it is not open.
    void otherBase(const QString& path, const QString& reason);
    void savedWithBase(const QString& path, const QString& basePath);
    /// No edit waits or is being done any more, whatever came of them.
    void editsEnded();
    /// An edit of the current scenario has been done.
    void applied(const twin::scenario::Command& command);

  private:
    struct Edit
    {
        struct Undo
        {};

        struct Redo
        {};

        struct All
        {
            twin::scenario::ForkPtr from;
            std::vector<twin::scenario::Command> commands;
        };

        int scenario = 0;
        std::variant<twin::scenario::Command, All, Undo, Redo> what;
    };

    /// What preparing a scenario came to.
    struct Made
    {
        twin::scenario::Judged<twin::scenario::ForkPtr> tip = twin::scenario::ForkPtr();
        QString name; ///< of a file; else empty
        bool isOtherBase = false;
        bool isWithoutStore = false; ///< its traffic needs a history, and there is none
        /// Those that a refusal counts, and what their names are of; with one.
        std::vector<twin::scenario::Command> commands{};
        twin::scenario::GroundPtr ground{};
    };

    [[nodiscard]] PlanScenario* find(int id);
    int add(PlanScenario scenario);
    void prepare(int id, std::function<Made(const std::atomic<bool>&)> work);
    [[nodiscard]] static Made withCommands(twin::scenario::GroundPtr ground,
                                           const twin::scenario::Document& document,
                                           const std::atomic<bool>& cancelled);
    void takeMade(int id, Made made);
    void refuseMade(PlanScenario& scenario, const Made& made);
    void enqueue(decltype(Edit::what) what);
    void nextEdit();
    void finishEdit(const Edit& edit, const twin::scenario::ForkPtr& tip,
                    const twin::scenario::Judged<twin::scenario::ForkPtr>& next);
    void move(PlanScenario& scenario, std::size_t position);
    void push(PlanScenario& scenario, twin::scenario::ForkPtr next);
    void compute(bool isAnew = false);
    [[nodiscard]] twin::scenario::GroundPtr groundOf(const twin::state::SnapshotPtr& snapshot,
                                                     const twin::scenario::GroundOptions& options) const;
    void takeResult(const PlanResult& result);
    [[nodiscard]] bool hasRoom();

    SnapshotFeed& m_feed;
    const Language& m_language;
    DemandHistoryReader m_history; ///< work on other threads has a copy
    std::vector<PlanScenario> m_scenarios;
    int m_current = 0;
    int m_lastId = 0;
    std::deque<Edit> m_edits;
    int m_editing = 0;           ///< the scenario of the edit that is being done; 0: none
    bool m_isComputeDue = false; ///< the current scenario has come, and an edit of it was under way
    QElapsedTimer m_edited;      ///< since the newest edit
    std::map<int, std::shared_ptr<std::atomic<bool>>> m_preparing; ///< its cancel flag, by scenario
    GroundWarmer m_warmer;
    PlanRunner m_runner;
    std::weak_ptr<const twin::scenario::Ground> m_lastBase; ///< of the newest openWithBase; maker's thread
    QString m_lastBasePath;                                 ///< likewise
    std::weak_ptr<const twin::scenario::Ground> m_lastFork; ///< of the newest forkOf; maker's thread
    QThreadPool m_writer;
    QThreadPool m_makers; ///< last: their threads end first
    QThreadPool m_editor;
};

} // namespace models
