#include "app/console/engine.h"

#include "app/console/milestones.h"
#include "twin/generate/demo_drill.h"
#include "twin/history/store_location.h"
#include "twin/ingest/played_recording.h"
#include "twin/state/state_file.h"
#include "twin/support/moment_text.h"
#include "twin/support/path_ending.h"
#include "twin/support/text_encoding.h"

#include <QCoreApplication>
#include <QDir>

#include <chrono>
#include <cstdio>

#include <utility>
#include <vector>

namespace app::console {

using twin::ingest::TwinService;

namespace {

constexpr std::chrono::seconds kBusPoll{1};

QStringList toList(const std::vector<std::string>& lines)
{
    QStringList list;
    for (const std::string& line : lines) {
        list.append(QString::fromStdString(line));
    }
    return list;
}

bool isRecording(const QString& path)
{
    return twin::hasEnding(path.toStdString(), ".swrec");
}

} // namespace

QString demoRegistryPath()
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() +
                           QStringLiteral("/../share/suanwang/demo.swr"));
}

twin::Result<std::unique_ptr<Engine>> Engine::create(const ConsoleOptions& options)
{
    twin::ingest::TwinServiceOptions wanted;
    if (!options.store.isEmpty()) {
        wanted.storePath = options.store.toStdString();
    }
    wanted.journalBytes = options.journalBytes;
    wanted.dropOldest = options.journalDropOldest;
    auto service = TwinService::create(std::move(wanted));
    std::unique_ptr<twin::ingest::StoreFollower> follower;
    QString reason;
    if (!service && service.error().code == twin::ErrorCode::Io && !options.store.isEmpty() &&
        !takesTelemetry(options)) {
        auto followed = twin::ingest::StoreFollower::open(options.store.toStdString());
        if (followed) {
            follower = std::move(*followed);
            reason = QString::fromStdString(service.error().text());
            service = TwinService::create({});
        }
    }
    if (!service) {
        return twin::failure(service.error());
    }
    std::unique_ptr<Engine> engine(new Engine(options, std::move(*service)));
    engine->m_follower = std::move(follower);
    engine->m_followReason = reason;
    engine->makeDesk();
    if (auto made = engine->makeListeners(); !made) {
        return twin::failure(std::move(made.error()));
    }
    return engine;
}

/// In a file the store thread writes it; to a server every seat does.
void Engine::makeDesk()
{
    using twin::desk::DeskService;
    const std::string seat =
        m_options.seat.isEmpty() ? twin::desk::defaultSeat() : m_options.seat.toStdString();
    const std::string store = m_options.store.toStdString();
    if (store.empty()) {
        m_desk = std::make_shared<DeskService>(seat);
    } else if (m_follower && !twin::history::isServerLocation(store)) {
        m_desk = std::make_shared<DeskService>(
            seat, [store] { return twin::desk::openDesk(store, twin::desk::DeskAccess::Read); });
    } else if (twin::history::isServerLocation(store)) {
        m_desk = std::make_shared<DeskService>(
            seat, [store] { return twin::desk::openDesk(store, twin::desk::DeskAccess::Write); });
    } else {
        m_desk = std::make_shared<DeskService>(seat, [store, service = m_service.get()] {
            return twin::desk::openDeskBeside(store, [service](const std::function<twin::Result<>()>& work) {
                return service->betweenCommits(work);
            });
        });
    }
}

/// What could not be saved is at least said.
void Engine::endDesk()
{
    m_desk->stop();
    const auto log = m_desk->log();
    for (const auto& entry : log->pending) {
        std::fprintf(stderr, "not saved in the shift log (%s): %s %s %s\n", log->error.c_str(),
                     twin::momentText(entry->time).c_str(),
                     std::string(twin::desk::kindName(entry->kind)).c_str(),
                     twin::lineOfText(entry->text, twin::desk::kMaxTextBytes).c_str());
    }
}

/// Those that the options name; they start with the service.
twin::Result<> Engine::makeListeners()
{
    const transport::TlsSettings tls{m_options.tlsCertificate.toStdString(), m_options.tlsKey.toStdString(),
                                     m_options.tlsAuthority.toStdString()};
    if (!m_options.listen.isEmpty()) {
        auto address = transport::parseListenAddress(m_options.listen.toStdString());
        if (!address) {
            return twin::failure(address.error());
        }
        address->tls = tls;
        m_server = std::make_unique<transport::TcpServer>(std::move(*address));
    }
    std::vector<std::string> files;
    for (const QString& file : m_options.mapping) {
        files.push_back(file.toStdString());
    }
    auto mapping = twin::ingest::MappingStore::open(std::move(files));
    if (!mapping) {
        return twin::failure(std::move(mapping.error()));
    }
    if (!m_options.http.isEmpty()) {
        const auto address = transport::parseListenAddress(m_options.http.toStdString());
        if (!address) {
            return twin::failure(address.error());
        }
        transport::HttpServerOptions http;
        http.host = address->host;
        http.port = address->port;
        http.tls = tls;
        transport::GatewayWorkerOptions worker;
        worker.mapping = *mapping;
        m_gateway = std::make_unique<transport::HttpGateway>(std::move(http), std::move(worker), provider());
    }
    if (auto made = makeTraps(*mapping); !made) {
        return made;
    }
    return makeBuses(tls, std::move(*mapping));
}

twin::Result<> Engine::makeTraps(std::shared_ptr<twin::ingest::MappingStore> mapping)
{
    if (m_options.snmpTraps.isEmpty()) {
        return {};
    }
    auto traps =
        transport::trapListenerOptions(m_options.snmpTraps.toStdString(), m_options.snmpAccess.toStdString());
    if (!traps) {
        return twin::failure(std::move(traps.error()));
    }
    traps->mapping = std::move(mapping);
    m_traps = std::make_unique<transport::TrapListener>(std::move(*traps));
    return {};
}

twin::Result<> Engine::makeBuses(const transport::TlsSettings& tls,
                                 std::shared_ptr<twin::ingest::MappingStore> mapping)
{
    transport::BusSettings settings;
    settings.nats = {m_options.nats.toStdString(), m_options.natsConsumer.toStdString(), tls,
                     m_options.natsCredentials.toStdString()};
    settings.kafka = {m_options.kafka.toStdString(), m_options.kafkaGroup.toStdString(), tls,
                      m_options.kafkaConfig.toStdString()};
    settings.mapping = std::move(mapping);
    auto buses = transport::Buses::create(settings, *m_service);
    if (!buses) {
        return twin::failure(std::move(buses.error()));
    }
    m_buses = std::move(*buses);
    return {};
}

Engine::Engine(const ConsoleOptions& options, std::unique_ptr<TwinService> service)
    : m_options(options)
    , m_service(std::move(service))
{
    qRegisterMetaType<twin::state::SnapshotPtr>();
    qRegisterMetaType<std::shared_ptr<const twin::state::SnapshotProvider>>();
    m_worker.setMaxThreadCount(1);
    m_worker.setExpiryTimeout(-1);
}

Engine::~Engine()
{
    m_ending.store(true);
    m_worker.waitForDone();
    endDesk();
    if (m_server) {
        m_server->stop();
    }
    if (m_gateway) {
        m_gateway->stop();
    }
    if (m_traps) {
        m_traps->stop();
    }
    if (m_buses) {
        m_buses->stop();
    }
    if (m_demo) {
        m_demo->stop();
    }
    m_service->stop();
}

std::shared_ptr<const twin::state::SnapshotProvider> Engine::provider() const
{
    return m_follower ? m_follower->provider() : m_service->provider();
}

void Engine::start()
{
    m_worker.start([this] { load(); });
}

void Engine::load()
{
    if (m_follower) { // registry, past and present are the store's
        Q_EMIT following(m_followReason);
        return;
    }
    const QString path = m_options.file.isEmpty() && m_options.demo ? demoRegistryPath() : m_options.file;
    OpenedFile file;
    const bool opensRecording = isRecording(path) && !m_options.demo;
    if (!path.isEmpty() && !opensRecording) {
        auto read = openFile(path.toStdString(), m_options.demo, m_options.network);
        if (read) {
            file = *read;
            take(std::move(*read), path);
        } else {
            refuse(path, read.error());
        }
    }
    reachMilestone("registry_loaded");
    // After the registry: a journal's tail finds its names.
    if (auto started = m_service->start(); !started) {
        failStart(started.error());
        return;
    }
    if (m_options.demo && file.registry) {
        startDemo(file);
    }
    QMetaObject::invokeMethod(this, &Engine::startListeners, Qt::QueuedConnection);
    if (opensRecording) { // last: it takes a while, and what is live does not wait for it
        openRecording(path);
    }
}

void Engine::take(OpenedFile&& file, const QString& path)
{
    if (file.saved) {
        Q_EMIT savedStateOpened(file.saved);
        return;
    }
    if (m_follower) {
        refuse(path, {{twin::ErrorCode::Unsupported,
                       "this console follows a store and shows the registry that is in it",
                       path.toStdString(), 0, 0},
                      {}});
        return;
    }
    const bool demoStopped = m_demo != nullptr;
    if (m_demo) {
        m_demo->stop(); // it speaks of the registry it was made for
        m_demo.reset();
    }
    m_service->setRegistry(file.registry, file.workload);
    Q_EMIT opened(path, toList(file.remarks), demoStopped);
}

void Engine::startDemo(const OpenedFile& file)
{
    m_demo = std::make_unique<twin::generate::DemoSource>(
        file.registry, file.workload,
        twin::generate::demoFeedOptions(file.registry, file.workload, m_options.seed));
    if (auto started = m_demo->start(*m_service); !started) {
        failStart(started.error());
    }
    reachMilestone("demo_started");
}

void Engine::startListeners()
{
    if (m_gateway) {
        if (auto started = m_gateway->start(*m_service); !started) {
            failStart(started.error());
        } else {
            Q_EMIT listening(m_options.http.section(u':', 0, -2) + u':' + QString::number(m_gateway->port()));
        }
    }
    if (m_traps) {
        if (auto started = m_traps->start(*m_service); !started) {
            failStart(started.error());
        } else {
            Q_EMIT listening(m_options.snmpTraps.section(u':', 0, -2) + u':' +
                             QString::number(m_traps->port()));
        }
    }
    startBuses();
    if (!m_server) {
        return;
    }
    if (auto started = m_server->start(*m_service); !started) {
        failStart(started.error());
        return;
    }
    Q_EMIT listening(m_options.listen.section(u':', 0, -2) + u':' + QString::number(m_server->port()));
}

void Engine::startBuses()
{
    if (m_buses->status().empty()) {
        return;
    }
    if (auto started = m_buses->start(); !started) {
        failStart(started.error());
    }
    connect(&m_busPoll, &QTimer::timeout, this, &Engine::lookAtBuses);
    m_busPoll.start(kBusPoll);
}

/// A server that is not there says nothing: it is looked at.
void Engine::lookAtBuses()
{
    for (const transport::BusStatus& status : m_buses->status()) {
        const QString address = QString::fromStdString(status.address);
        const bool isUp = status.state == "connected";
        const bool isTold = m_busUp.contains(address) && m_busUp.value(address) == isUp;
        if (!isTold && (isUp || !status.error.empty())) {
            m_busUp[address] = isUp;
            Q_EMIT busChanged(address, isUp, QString::fromStdString(status.error));
        }
    }
}

void Engine::failStart(const twin::Error& error)
{
    Q_EMIT startFailed(QString::fromStdString(error.text()), static_cast<int>(error.code));
}

void Engine::refuse(const QString& path, const OpenFailure& failure)
{
    Q_EMIT openFailed(path, QString::fromStdString(failure.error.text()),
                      static_cast<int>(failure.error.code), toList(failure.problems));
}

void Engine::open(const QString& path)
{
    m_worker.start([this, path] {
        if (isRecording(path)) {
            openRecording(path);
            return;
        }
        auto read = openFile(path.toStdString(), false, m_options.network);
        if (read) {
            take(std::move(*read), path);
        } else {
            refuse(path, read.error());
        }
    });
}

/// The live twin goes on meanwhile; the recording has one of its own.
void Engine::openRecording(const QString& path)
{
    auto folder = std::make_unique<QTemporaryDir>();
    auto played = twin::ingest::playIntoStore(
        path.toStdString(), folder->filePath(QStringLiteral("recording.store")).toStdString(),
        [this] { return m_ending.load(); });
    if (!played) {
        if (played.error().code != twin::ErrorCode::Cancelled) {
            refuse(path, {played.error(), {}});
        }
        return;
    }
    m_recording = std::move(folder); // one that was open before keeps its file as long as it reads it
    Q_EMIT recordingOpened(played->provider);
}

void Engine::saveState(const QString& path, const twin::state::SnapshotPtr& snapshot)
{
    m_worker.start([this, path, snapshot] {
        if (auto saved = twin::state::saveState(path.toStdString(), *snapshot); !saved) {
            Q_EMIT saveFailed(path, QString::fromStdString(saved.error().text()));
        } else {
            Q_EMIT stateSaved(path);
        }
    });
}

} // namespace app::console
