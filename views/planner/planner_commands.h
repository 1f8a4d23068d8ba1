#pragma once

#include "models/feed/latest_job.h"
#include "models/planner/plan_autosave.h"
#include "models/planner/planner_model.h"
#include "views/view_context.h"

#include <QObject>
#include <QString>

#include <functional>
#include <utility>
#include <vector>

namespace views {

class MainWindow;

/// The Plan menu: what it does, what it asks, what it says afterwards. Files are written on another thread
/// where making them takes long.
class PlannerCommands final : public QObject
{
    Q_OBJECT

  public:
    PlannerCommands(MainWindow& window, const ViewContext& context);

    ~PlannerCommands() override;

    /// Before the window closes: asks about scenarios that no file holds. False: stay.
    [[nodiscard]] bool mayLeave();
    /// Opens the scenarios the last session left, and keeps automatic copies from now on.
    void restoreScenarios();

    /// Open scenarios stay for the next start.
    void keepAll() { m_autosave.flush(); }

    // Without a dialog, for who knows the path. False: it was not done, and the person was told why.
    /// On the base that lies beside the file, or else on the moment on the screen.
    void openFrom(const QString& path);
    bool saveTo(const QString& path);
    void saveWithBaseTo(const QString& path);
    /// By its ending: `.csv`, `.json`.
    bool exportResultsTo(const QString& path);
    /// `.csv`, `.json`, `.html`, `.txt`, `.pdf`. Made first when it is not there yet.
    bool exportChangesTo(const QString& path);
    /// `.csv`, `.json`, `.html`, `.pdf`.
    bool exportComparisonTo(const QString& path);
    /// `.swr`, `.json`; on another thread.
    void exportRegistryTo(const QString& path);

  private:
    void bindEdits();
    void bindFiles();
    void connectModel();
    void enable();
    void fork(twin::scenario::DemandKind demand);
    void forkWith();
    void showForked();
    void open();
    bool save();
    bool saveAs();
    void close();
    /// Asks whether a scenario may go. False: it may not.
    bool mayClose(const models::PlanScenario& scenario);
    [[nodiscard]] std::vector<int> unsaved() const;
    void askAboutOtherBase(const QString& path, const QString& reason);
    void tellSavedWithBase(const QString& path, const QString& basePath);
    bool write(const QString& path, const QByteArray& bytes);
    [[nodiscard]] QString choose(const QString& title, const QString& filters, const QString& ending,
                                 const QString& name);
    [[nodiscard]] QString folder() const;
    void remember(const QString& path) const;
    [[nodiscard]] const models::PlanScenario* ready();

    MainWindow& m_window;
    const ViewContext& m_context;
    models::PlanAutosave m_autosave;
    models::LatestJob<std::pair<QString, QString>> m_registry; ///< path, and why it was not written
};

} // namespace views
