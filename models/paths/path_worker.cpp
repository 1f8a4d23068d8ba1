#include "models/paths/path_worker.h"

#include "models/format/format.h"
#include "twin/state/live_network.h"

#include <QMetaObject>

#include <utility>

namespace models {

using namespace twin::network;

namespace {

/// The node of a pool or site; none for anything else, and for what the registry does not know.
NodeIndex nodeOf(const twin::registry::Registry& registry, const Graph& graph, const EntityKey& key)
{
    if (key.type != EntityKey::Type::Pool && key.type != EntityKey::Type::Site) {
        return {};
    }
    const auto found = registry.find(entityKind(key.type), format::utf8(key.id));
    if (!found) {
        return {};
    }
    return key.type == EntityKey::Type::Pool ? graph.node(twin::registry::PoolIndex{found->index})
                                             : graph.node(twin::registry::SiteIndex{found->index});
}

} // namespace

PathWorker::PathWorker(QObject* parent)
    : QObject(parent)
    , m_thread([this] { work(); })
{}

PathWorker::~PathWorker()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stop = true;
        m_cancelled = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void PathWorker::request(PathRequest request)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_pending = std::move(request);
        m_cancelled = true; // what is being answered is no longer asked
    }
    m_wake.notify_one();
}

PathAnswerPtr PathWorker::take()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_done, nullptr);
}

void PathWorker::work()
{
    Network network;
    for (;;) {
        PathRequest request;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stop || m_pending.has_value(); });
            if (m_stop) {
                return;
            }
            request = std::move(*m_pending);
            m_pending.reset();
            m_cancelled = false;
        }
        PathAnswerPtr found = answer(request, network);
        {
            const std::scoped_lock lock(m_mutex);
            if (m_cancelled) {
                continue; // half an answer, and to an old question
            }
            m_done = std::move(found);
        }
        // Queued to this object's thread; dropped by Qt if the object is gone by then.
        QMetaObject::invokeMethod(this, &PathWorker::answered, Qt::QueuedConnection);
    }
}

PathAnswerPtr PathWorker::answer(const PathRequest& request, Network& network) const
{
    auto out = std::make_shared<PathAnswer>();
    out->number = request.number;
    out->from = request.from;
    out->to = request.to;
    out->registry = request.snapshot->registry;
    if (network.registry != out->registry) {
        network.graph = std::make_shared<const Graph>(Graph::build(*out->registry));
        network.paths = std::make_unique<KShortestPaths>(*network.graph);
        network.registry = out->registry;
    }
    const Graph& graph = *network.graph;
    out->graph = network.graph;
    out->failed = twin::state::downArcs(*request.snapshot, graph);
    out->fromNode = nodeOf(*out->registry, graph, request.from);
    out->toNode = nodeOf(*out->registry, graph, request.to);
    if (!out->fromNode.isValid()) {
        return out;
    }
    out->reach = latencyReach(graph, out->registry.get(), out->fromNode, kLatencyCircles, out->failed);
    if (out->toNode.isValid() && out->toNode != out->fromNode) {
        out->routes = network.paths->find(
            {out->fromNode, out->toNode, request.count, out->failed, kUnreachable - 1, &m_cancelled});
        DisjointQuery query{out->fromNode, out->toNode, request.apart, PathCost::Delay, out->failed};
        query.cancelled = &m_cancelled;
        out->pair = disjointPair(graph, query);
    }
    return out;
}

} // namespace models
