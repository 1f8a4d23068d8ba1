#pragma once

#include "app/console/console_options.h"
#include "app/console/opened_file.h"
#include "app/transport/buses.h"
#include "app/transport/http_gateway.h"
#include "app/transport/tcp_server.h"
#include "app/transport/trap_listener.h"
#include "models/feed/snapshot_feed.h" // SnapshotPtr as a metatype
#include "twin/desk/desk_service.h"
#include "twin/generate/demo_source.h"
#include "twin/ingest/store_follower.h"
#include "twin/ingest/twin_service.h"

#include <QMap>
#include <QObject>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

namespace app::console {

/// The twin behind the console: the service, its sources, and the files that are opened into it. Slow work is
/// done one job after the other on a thread of its own; results come as signals. GUI thread.
class Engine final : public QObject
{
    Q_OBJECT

  public:
    /// A store that another program keeps is followed by a console that would take no telemetry itself.
    /// Errors: those of TwinService::create, parseListenAddress and MappingStore::open.
    [[nodiscard]] static twin::Result<std::unique_ptr<Engine>> create(const ConsoleOptions& options);
    ~Engine() override; ///< ends sources, then the service

    [[nodiscard]] std::shared_ptr<const twin::state::SnapshotProvider> provider() const;

    /// The shift log: in the store, else for the session.
    [[nodiscard]] const std::shared_ptr<twin::desk::DeskService>& desk() const { return m_desk; }

    /// Loads what the options name and starts service, demo and listener. Returns at once.
    void start();
    /// Opens another registry, network, state or recording. Returns at once.
    void open(const QString& path);
    /// Writes the moment into a .sws file. Returns at once.
    void saveState(const QString& path, const twin::state::SnapshotPtr& snapshot);

  Q_SIGNALS:
    void opened(const QString& path, const QStringList& remarks, bool demoStopped);
    void openFailed(const QString& path, const QString& error, int code, const QStringList& problems);
    void savedStateOpened(const twin::state::SnapshotPtr& snapshot);
    /// Played to its end, in a store of its own that goes with the next one.
    void recordingOpened(const std::shared_ptr<const twin::state::SnapshotProvider>& recording);
    void stateSaved(const QString& path);
    void saveFailed(const QString& path, const QString& error);
    /// The service or the listener did not start.
    void startFailed(const QString& error, int code);
    void listening(const QString& address);
    /// Another program keeps the store: this one looks at it as it grows.
    void following(const QString& reason);
    /// A bus came up, went away, or is not there from the start.
    void busChanged(const QString& address, bool isUp, const QString& error);

  private:
    Engine(const ConsoleOptions& options, std::unique_ptr<twin::ingest::TwinService> service);

    void makeDesk();
    void endDesk();
    void load();
    void take(OpenedFile&& file, const QString& path);
    void startDemo(const OpenedFile& file);
    [[nodiscard]] twin::Result<> makeListeners();
    [[nodiscard]] twin::Result<> makeTraps(std::shared_ptr<twin::ingest::MappingStore> mapping);
    [[nodiscard]] twin::Result<> makeBuses(const transport::TlsSettings& tls,
                                           std::shared_ptr<twin::ingest::MappingStore> mapping);
    void startBuses();
    void lookAtBuses();
    void startListeners();
    void failStart(const twin::Error& error);
    void refuse(const QString& path, const OpenFailure& failure);
    void openRecording(const QString& path);

    ConsoleOptions m_options;
    std::unique_ptr<twin::ingest::TwinService> m_service;
    std::unique_ptr<twin::ingest::StoreFollower> m_follower; ///< of a store that another program keeps
    QString m_followReason;                                  ///< why this one does not
    std::shared_ptr<twin::desk::DeskService> m_desk;
    std::unique_ptr<twin::generate::DemoSource> m_demo; ///< worker
    std::unique_ptr<transport::TcpServer> m_server;
    std::unique_ptr<transport::HttpGateway> m_gateway;
    std::unique_ptr<transport::TrapListener> m_traps;
    std::unique_ptr<transport::Buses> m_buses;
    QTimer m_busPoll;
    QMap<QString, bool> m_busUp;                ///< by address, as last told
    std::unique_ptr<QTemporaryDir> m_recording; ///< worker: the store of the recording that is open
    std::atomic<bool> m_ending = false;
    QThreadPool m_worker;
};

/// `share/suanwang/demo.swr` beside the program's folder, built or installed.
[[nodiscard]] QString demoRegistryPath();

} // namespace app::console
