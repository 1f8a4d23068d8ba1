#include "twin/registry/validate.h"

#include "small_snapshot.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace twin::registry;

namespace {

using Change = std::function<void(pb::Registry&, pb::Workload&)>;

pb::Pool& zhongwei(pb::Registry& r)
{
    return *std::ranges::find(*r.mutable_pools(), kZhongwei, &pb::Pool::id);
}

pb::Link& link(pb::Registry& r, const char* id)
{
    return *std::ranges::find(*r.mutable_links(), id, &pb::Link::id);
}

pb::Conduit& conduit(pb::Registry& r, const char* id)
{
    return *std::ranges::find(*r.mutable_conduits(), id, &pb::Conduit::id);
}

template <typename List> void eraseById(List& list, const std::string& id)
{
    list.erase(std::ranges::find_if(list, [&](const auto& entity) { return entity.id() == id; }));
}

QString listOf(const Validation& validation)
{
    QString text;
    for (const Problem& problem : validation.problems) {
        text += QString::fromStdString(problem.text()) + QLatin1Char('\n');
    }
    return text;
}

} // namespace

class TstValidate : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void everyRuleFindsItsProblem_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("isError");
        QTest::addColumn<QString>("where"); // kind, identifier, field
        QTest::addColumn<QString>("code");
        addWholeFileRows();
        addComputeRows();
        addPoolRows();
        addNetworkRows();
        addLinkRows();
        addWorkloadRows();
    }

    void everyRuleFindsItsProblem()
    {
        QFETCH(Change, change);
        QFETCH(bool, isError);
        QFETCH(QString, where);
        QFETCH(QString, code);
        SnapshotDocument document = smallSnapshot();
        change(*document.message().mutable_registry(), *document.message().mutable_workload());
        if (code != QStringLiteral("hash_mismatch")) {
            canonicalise(document.message());
        }
        const Validation validation = validate(document.message());
        const bool found = std::ranges::any_of(validation.problems, [&](const Problem& p) {
            const QString place =
                QString::fromStdString(p.entityKind + ' ' + p.entityId + ' ' + p.field).trimmed();
            return place == where && QString::fromStdString(p.code) == code &&
                   (p.grade == Grade::Error) == isError && !p.reason.empty();
        });
        QVERIFY2(found, qPrintable(listOf(validation)));
        QCOMPARE(validation.ok(), !isError);
    }

    void aGoodSnapshotHasNoProblem()
    {
        const Validation validation = validate(smallSnapshot().message());
        QVERIFY2(validation.problems.empty(), qPrintable(listOf(validation)));
        QVERIFY(validation.ok());
    }

    /// As telemetry reports paths: between two carriers' links, the arc of the interconnection in between.
    void aPathMayCrossAnInterconnection()
    {
        SnapshotDocument document = smallSnapshot();
        pb::Flow& flow = *document.message().mutable_workload()->mutable_flows(0);
        const std::string link = flow.arcs(0);
        flow.set_arcs(0, "X.BEJ.A-B>");
        flow.add_arcs(link);
        canonicalise(document.message());
        const Validation validation = validate(document.message());
        QVERIFY2(validation.problems.empty(), qPrintable(listOf(validation)));
    }

    void allProblemsAreFoundNotOnlyTheFirst()
    {
        SnapshotDocument document = smallSnapshot();
        pb::Registry& r = *document.message().mutable_registry();
        for (pb::Link& each : *r.mutable_links()) {
            each.set_delay_ns(0);
            each.set_capacity_bps(0);
        }
        canonicalise(document.message());
        QCOMPARE(validate(document.message()).errors, static_cast<std::size_t>(2 * r.links_size()));
    }

    void theListIsBoundedTheCountIsNot()
    {
        SnapshotDocument document = smallSnapshot();
        for (int i = 0; i < 12'000; ++i) {
            document.message().mutable_registry()->add_tunnels();
        }
        canonicalise(document.message());
        const Validation validation = validate(document.message());
        QCOMPARE(validation.problems.size(), Validation::kMaxProblems);
        QCOMPARE(validation.errors, std::size_t(36'000)); // no identifier, no src, no dst, each
        QCOMPARE(validation.left(), std::size_t(26'000));
    }

    void aWorkloadAloneIsNotHeldAgainstARegistry()
    {
        SnapshotDocument document = smallSnapshot();
        document.message().clear_registry();
        canonicalise(document.message());
        const Validation validation = validate(document.message());
        QVERIFY2(validation.problems.empty(), qPrintable(listOf(validation)));
    }

    void aNetworkWithoutPoolsMayBeAnywhere()
    {
        SnapshotDocument document = smallSnapshot();
        document.message().clear_workload();
        pb::Registry& r = *document.message().mutable_registry();
        pb::Registry network;
        *network.mutable_sites() = r.sites();
        *network.mutable_carriers() = r.carriers();
        network.set_version("1");
        for (pb::Site& site : *network.mutable_sites()) {
            site.mutable_position()->set_lon_e6(2'350'000); // Paris
        }
        r = network;
        canonicalise(document.message());
        const Validation validation = validate(document.message());
        QVERIFY(validation.ok());
        QVERIFY(std::ranges::none_of(validation.problems,
                                     [](const Problem& p) { return p.code == "outside_country"; }));
    }

  private:
    static void row(const char* name, bool isError, const char* where, const char* code, Change change)
    {
        QTest::newRow(name) << std::move(change) << isError << QString::fromUtf8(where)
                            << QString::fromUtf8(code);
    }

    static void error(const char* name, const std::string& where, const char* code, Change change)
    {
        row(name, true, where.c_str(), code, std::move(change));
    }

    static void warning(const char* name, const std::string& where, const char* code, Change change)
    {
        row(name, false, where.c_str(), code, std::move(change));
    }

    static void addWholeFileRows()
    {
        using R = pb::Registry;
        using W = pb::Workload;
        error("hash of another content", "Registry 2026-01 sha256", "hash_mismatch",
              [](R& r, W&) { r.set_sha256(std::string(64, '0')); });
        warning("no version", "Registry #1 version", "missing", [](R& r, W&) { r.clear_version(); });
        error("no identifier", "Tunnel #1 id", "missing", [](R& r, W&) { r.mutable_tunnels(0)->clear_id(); });
        error("bad identifier", "Subject X1 id", "bad_identifier",
              [](R& r, W&) { r.mutable_subjects(0)->set_id("X1"); });
        error("duplicate identifier", "Site S.BEJ id", "duplicate",
              [](R& r, W&) { *r.add_sites() = r.sites(0); });
        error("cluster in two hubs", "Cluster C.ZWE id", "duplicate", [](R& r, W&) {
            *r.add_hubs() = r.hubs(0);
            r.mutable_hubs(1)->set_id("H.OTHER");
        });
        error("site named like a pool", std::string("Site ") + kZhongwei + " id", "duplicate",
              [](R& r, W&) { r.mutable_sites(0)->set_id(kZhongwei); });
    }

    static void addComputeRows()
    {
        using R = pb::Registry;
        using W = pb::Workload;
        error("cluster abroad", "Cluster C.ZWE position", "outside_country",
              [](R& r, W&) { r.mutable_hubs(0)->mutable_clusters(0)->mutable_position()->set_lon_e6(0); });
        error("credit over 100", "Subject E001 credit_score", "out_of_range",
              [](R& r, W&) { r.mutable_subjects(0)->set_credit_score(101); });
        warning("subject without pools", "Subject E009", "no_pools", [](R& r, W&) {
            r.add_subjects()->set_id("E009");
            r.mutable_subjects(2)->set_kind(pb::CLOUD);
        });
        warning("subject of no kind", "Subject E001 kind", "unspecified",
                [](R& r, W&) { r.mutable_subjects(0)->clear_kind(); });
        error("national node with a parent", "ServiceNode SN.0 parent_id", "bad_parent", [](R& r, W&) {
            r.mutable_service_nodes(0)->set_parent_id("SN.R.11");
            pb::ServiceNode& node = *r.add_service_nodes();
            node.set_id("SN.R.11");
            node.set_level(pb::REGIONAL);
            node.set_area_adcode(110'000);
        });
        error("circle of service nodes", "ServiceNode SN.0 parent_id", "cycle",
              [](R& r, W&) { r.mutable_service_nodes(0)->set_parent_id("SN.R.64"); });
        error("industry node below the national one", "ServiceNode SN.I.energy parent_id", "bad_parent",
              [](R& r, W&) { r.mutable_service_nodes(1)->set_parent_id("SN.0"); });
        error("level against identifier", "ServiceNode SN.R.64 level", "inconsistent",
              [](R& r, W&) { r.mutable_service_nodes(2)->set_level(pb::INDUSTRY); });
        warning("odd time to live", "ServiceNode SN.0 ttl_s", "unusual",
                [](R& r, W&) { r.mutable_service_nodes(0)->set_ttl_s(5); });
        error("service of an unknown pool", std::string("Service ") + kZhongwei + "/train pool_ids[0]",
              "dangling", [](R& r, W&) { r.mutable_services(0)->set_pool_ids(0, "CN.64.E001.640500-999"); });
        error("service of no pool", std::string("Service ") + kZhongwei + "/train pool_ids", "missing",
              [](R& r, W&) { r.mutable_services(0)->clear_pool_ids(); });
    }

    static void poolError(const char* name, const char* field, const char* code,
                          std::function<void(pb::Pool&)> change)
    {
        error(name, std::string("Pool ") + kZhongwei + ' ' + field, code,
              [change = std::move(change)](pb::Registry& r, pb::Workload&) { change(zhongwei(r)); });
    }

    static void addPoolRows()
    {
        using P = pb::Pool;
        poolError("unknown subject", "subject_id", "dangling", [](P& p) { p.set_subject_id("E077"); });
        poolError("subject against identifier", "subject_id", "inconsistent",
                  [](P& p) { p.set_subject_id("E002"); });
        poolError("unknown hub", "hub_id", "dangling", [](P& p) { p.set_hub_id("H.X"); });
        poolError("unknown cluster", "cluster_id", "dangling", [](P& p) { p.set_cluster_id("C.X"); });
        poolError("cluster of another hub", "hub_id", "inconsistent", [](P& p) { p.clear_hub_id(); });
        poolError("adcode against identifier", "adcode", "inconsistent", [](P& p) { p.set_adcode(640'100); });
        poolError("adcode of no province", "adcode", "bad_adcode", [](P& p) { p.set_adcode(990'000); });
        poolError("no position", "position", "missing", [](P& p) { p.clear_position(); });
        poolError("off the globe", "position", "out_of_range",
                  [](P& p) { p.mutable_position()->set_lat_e6(91'000'000); });
        poolError("abroad", "position", "outside_country",
                  [](P& p) { p.mutable_position()->set_lon_e6(-74'000'000); });
        poolError("in another province", "position", "outside_province", [](P& p) {
            p.mutable_position()->set_lat_e6(39'950'000);
            p.mutable_position()->set_lon_e6(116'300'000);
        });
        poolError("no compute type", "compute_type", "unspecified", [](P& p) { p.clear_compute_type(); });
        poolError("unknown compute type", "compute_type", "unknown_value",
                  [](P& p) { p.set_compute_type(static_cast<pb::ComputeType>(77)); });
        poolError("no chips", "chips", "not_positive", [](P& p) { p.clear_chips(); });
        poolError("no cards of a chip", "chips[0].count", "not_positive",
                  [](P& p) { p.mutable_chips(0)->set_count(0); });
        poolError("FLOPS that differ", "declared", "declared_differs",
                  [](P& p) { p.mutable_declared(0)->set_gflops(320'000'001); });
        poolError("FLOPS of a precision no card has", "declared", "declared_differs", [](P& p) {
            pb::Flops& flops = *p.add_declared();
            flops.set_precision(pb::FP64);
            flops.set_gflops(1);
        });
        poolError("FLOPS without a precision", "declared", "unspecified",
                  [](P& p) { p.mutable_declared(0)->clear_precision(); });
        poolError("FLOPS given twice", "declared", "duplicate",
                  [](P& p) { *p.add_declared() = p.declared(0); });
        poolError("FLOPS that overflow", "chips[0].count", "out_of_range",
                  [](P& p) { p.mutable_chips(0)->mutable_per_card(0)->set_gflops(~0ULL); });
        poolError("65 kinds of chips", "chips", "too_many", [](P& p) {
            for (int i = 0; i < 64; ++i) {
                *p.add_chips() = p.chips(0);
            }
        });
        poolError("no storage capacity", "storage.capacity_bytes", "not_positive",
                  [](P& p) { p.mutable_storage()->set_capacity_bytes(0); });
        poolError("no power", "power.it_max_w", "not_positive",
                  [](P& p) { p.mutable_power()->set_it_max_w(0); });
        poolError("PUE below 1", "power.pue_ppm", "out_of_range",
                  [](P& p) { p.mutable_power()->set_pue_ppm(900'000); });
        poolError("more than all green", "power.green_ppm", "out_of_range",
                  [](P& p) { p.mutable_power()->set_green_ppm(1'000'001); });
        poolError("availability over 1", "sla.availability_ppm", "out_of_range",
                  [](P& p) { p.mutable_sla()->set_availability_ppm(2'000'000); });
        poolError("unknown latency class", "sla.latency_class", "unknown_value",
                  [](P& p) { p.mutable_sla()->set_latency_class(static_cast<pb::LatencyClass>(7)); });
        poolError("price of another chip", "prices[0].chip_class", "dangling",
                  [](P& p) { p.mutable_prices(0)->set_chip_class("GPU-1"); });
        poolError("price of nothing", "prices[0].e4_cny_per_card_hour", "not_positive",
                  [](P& p) { p.mutable_prices(0)->set_e4_cny_per_card_hour(0); });
        poolError("in service before planned", "asset.in_service_ns", "out_of_order",
                  [](P& p) { p.mutable_asset()->set_in_service_ns(1); });
        poolError("negative cost", "asset.cost_e4_cny", "negative",
                  [](P& p) { p.mutable_asset()->set_cost_e4_cny(-1); });
        warning("no lifecycle state", std::string("Pool ") + kZhongwei + " asset.state", "unspecified",
                [](pb::Registry& r, pb::Workload&) { zhongwei(r).clear_asset(); });
        warning("more cards than places", std::string("Pool ") + kZhongwei + " servers", "inconsistent",
                [](pb::Registry& r, pb::Workload&) { zhongwei(r).set_servers(1); });
        warning("provenance of no field", std::string("Pool ") + kZhongwei + " provenance[0].field",
                "unknown_field", [](pb::Registry& r, pb::Workload&) {
                    zhongwei(r).mutable_provenance(0)->set_field("colour");
                });
        addHomingRows();
    }

    static void addHomingRows()
    {
        using R = pb::Registry;
        using W = pb::Workload;
        const std::string pool = std::string("Pool ") + kZhongwei;
        const std::string second = std::string("L.") + kZhongwei + "/2";
        warning("single-homed", pool, "single_homed",
                [=](R& r, W&) { eraseById(*r.mutable_links(), second); });
        warning("not homed", pool, "unconnected", [=](R& r, W&) {
            eraseById(*r.mutable_links(), second);
            eraseById(*r.mutable_links(), std::string("L.") + kZhongwei + "/1");
        });
        warning("both links to one site", pool, "same_home",
                [=](R& r, W&) { link(r, second.c_str()).set_b("S.YCH"); });
        warning("both links in one duct", pool, "shared_conduit", [=](R& r, W&) {
            link(r, second.c_str()).set_conduit_ids(0, std::string("D.") + kZhongwei + "/1");
        });
    }

    static void addNetworkRows()
    {
        using R = pb::Registry;
        using W = pb::Workload;
        error("site without position", "Site S.BEJ position", "missing",
              [](R& r, W&) { r.mutable_sites(0)->clear_position(); });
        warning("site abroad", "Site S.BEJ position", "outside_country",
                [](R& r, W&) { r.mutable_sites(0)->mutable_position()->set_lat_e6(60'000'000); });
        warning("site in another province", "Site S.BEJ position", "outside_province",
                [](R& r, W&) { r.mutable_sites(0)->mutable_position()->set_lat_e6(37'000'000); });
        error("site of an unknown carrier", "Site S.BEJ carrier_ids[0]", "dangling",
              [](R& r, W&) { r.mutable_sites(0)->set_carrier_ids(0, "OP.Z"); });
        warning("site without links", "Site S.NEW", "unconnected", [](R& r, W&) {
            *r.add_sites() = r.sites(0);
            r.mutable_sites(r.sites_size() - 1)->set_id("S.NEW");
        });
        warning("site of no role", "Site S.BEJ role", "unspecified",
                [](R& r, W&) { r.mutable_sites(0)->clear_role(); });
        error("conduit to nowhere", "Conduit D.BEJ~XIA b", "dangling",
              [](R& r, W&) { conduit(r, "D.BEJ~XIA").set_b("S.NONE"); });
        error("conduit of no length", "Conduit D.BEJ~XIA route_m", "not_positive",
              [](R& r, W&) { conduit(r, "D.BEJ~XIA").set_route_m(0); });
        warning("conduit shorter than the straight line", "Conduit D.BEJ~XIA route_m",
                "shorter_than_possible", [](R& r, W&) { conduit(r, "D.BEJ~XIA").set_route_m(800'000); });
        error("conduit of no kind", "Conduit D.BEJ~XIA kind", "unspecified",
              [](R& r, W&) { conduit(r, "D.BEJ~XIA").clear_kind(); });
        error("wave of no link", "OpticalChannel W.XIA~YCH.A/01 link_id", "dangling",
              [](R& r, W&) { r.mutable_optical_channels(0)->set_link_id("L.X"); });
        error("wave without capacity", "OpticalChannel W.XIA~YCH.A/01 bps", "not_positive",
              [](R& r, W&) { r.mutable_optical_channels(0)->set_bps(0); });
        warning("waves that do not add up", "Link L.XIA~YCH.A capacity_bps", "channel_sum",
                [](R& r, W&) { r.mutable_optical_channels(0)->set_bps(100'000'000'000); });
        warning("800G beyond its reach", "OpticalChannel W.XIA~YCH.A/01 regenerators", "beyond_reach",
                [](R& r, W&) {
                    r.mutable_optical_channels(0)->set_bps(800'000'000'000);
                    r.mutable_optical_channels(0)->set_conduit_ids(0, "D.BEJ~XIA");
                });
        error("tunnel over a gap", "Tunnel T.BEJ-YCH arcs[1]", "broken_path",
              [](R& r, W&) { r.mutable_tunnels(0)->set_arcs(1, "L.BEJ~YCH.B>"); });
        error("tunnel that ends elsewhere", "Tunnel T.BEJ-YCH arcs", "broken_path",
              [](R& r, W&) { r.mutable_tunnels(0)->mutable_arcs()->RemoveLast(); });
        error("tunnel over an unknown arc", "Tunnel T.BEJ-YCH arcs[0]", "dangling",
              [](R& r, W&) { r.mutable_tunnels(0)->set_arcs(0, "L.BEJ~XIA.A"); });
        error("carrier meeting itself", "InterconnectionPoint X.BEJ.A-B carrier_b", "loop",
              [](R& r, W&) { r.mutable_interconnection_points(0)->set_carrier_b("OP.A"); });
        error("meeting nowhere", "InterconnectionPoint X.BEJ.A-B site_id", "dangling",
              [](R& r, W&) { r.mutable_interconnection_points(0)->set_site_id("S.X"); });
        warning("carrier not at the meeting place", "InterconnectionPoint X.BEJ.A-B site_id", "inconsistent",
                [](R& r, W&) { r.mutable_sites(0)->mutable_carrier_ids()->RemoveLast(); });
    }

    static void linkError(const char* name, const char* field, const char* code,
                          std::function<void(pb::Link&)> change)
    {
        error(
            name, std::string("Link L.BEJ~XIA.A ") + field, code,
            [change = std::move(change)](pb::Registry& r, pb::Workload&) { change(link(r, "L.BEJ~XIA.A")); });
    }

    static void addLinkRows()
    {
        using L = pb::Link;
        linkError("link to nowhere", "b", "dangling", [](L& l) { l.set_b("S.NONE"); });
        linkError("link to itself", "b", "loop", [](L& l) { l.set_b("S.BEJ"); });
        linkError("link of no kind", "kind", "unspecified", [](L& l) { l.clear_kind(); });
        linkError("backbone link to a pool", "b", "wrong_end", [](L& l) { l.set_b(kZhongwei); });
        linkError("access link from a site", "a", "wrong_end", [](L& l) { l.set_kind(pb::ACCESS); });
        linkError("link without capacity", "capacity_bps", "not_positive",
                  [](L& l) { l.set_capacity_bps(0); });
        linkError("link of an unknown carrier", "carrier_id", "dangling",
                  [](L& l) { l.set_carrier_id("OP.Z"); });
        linkError("link in an unknown conduit", "conduit_ids[0]", "dangling",
                  [](L& l) { l.set_conduit_ids(0, "D.X"); });
        linkError("conduits that lead elsewhere", "conduit_ids", "broken_chain",
                  [](L& l) { l.set_conduit_ids(0, "D.XIA~YCH"); });
        linkError("link without delay", "delay_ns", "not_positive", [](L& l) { l.set_delay_ns(0); });
        warning("link faster than light", "Link L.BEJ~XIA.A delay_ns", "faster_than_light",
                [](pb::Registry& r, pb::Workload&) { link(r, "L.BEJ~XIA.A").set_delay_ns(3'000'000); });
    }

    static void addWorkloadRows()
    {
        using R = pb::Registry;
        using W = pb::Workload;
        error("25th hour", "Workload 1 busy_hour", "out_of_range", [](R&, W& w) { w.set_busy_hour(24); });
        error("profile of 23 hours", "Workload 1 profiles[0].hour_ppm", "out_of_range",
              [](R&, W& w) { w.mutable_profiles(0)->mutable_hour_ppm()->RemoveLast(); });
        error("demand from nowhere", "Demand B.000001 src", "dangling",
              [](R&, W& w) { w.mutable_demands(0)->set_src("S.X"); });
        error("demand of another profile", "Demand B.000001 profile", "dangling",
              [](R&, W& w) { w.mutable_demands(0)->set_profile(1); });
        error("demand of no rate", "Demand B.000001 busy_bps", "not_positive",
              [](R&, W& w) { w.mutable_demands(0)->set_busy_bps(std::numeric_limits<double>::quiet_NaN()); });
        error("flow of an unknown job", "Flow F.000001 job_id", "dangling",
              [](R&, W& w) { w.mutable_flows(0)->set_job_id("J.9"); });
        error("steady flow without a rate", "Flow F.000001 rate_requested_bps", "not_positive",
              [](R&, W& w) { w.mutable_flows(0)->set_bytes_total(0); });
        error("flow against its link", "Flow F.000001 arcs[0]", "broken_path",
              [](R&, W& w) { w.mutable_flows(0)->set_arcs(0, "L.BEJ~YCH.B<"); });
        error("flow over another site's interconnection", "Flow F.000001 arcs[1]", "broken_path",
              [](R&, W& w) {
                  *w.mutable_flows(0)->add_arcs() = "X.BEJ.A-B>"; // at its end, which is Yinchuan's
              });
        error("deadline before the start", "Flow F.000001 deadline_ns", "out_of_order", [](R&, W& w) {
            w.mutable_flows(0)->set_start_ns(2);
            w.mutable_flows(0)->set_deadline_ns(1);
        });
        error("job in an unknown pool", "Job J.000001 placements[0].pool_id", "dangling", [](R&, W& w) {
            w.mutable_jobs(0)->mutable_placements(0)->set_pool_id("CN.64.E001.640500-999");
        });
        error("job larger than its pool", "Job J.000001 placements[0].cards", "exceeds_pool",
              [](R&, W& w) { w.mutable_jobs(0)->mutable_placements(0)->set_cards(1001); });
        error("job of no state", "Job J.000001 state", "unspecified",
              [](R&, W& w) { w.mutable_jobs(0)->clear_state(); });
        error("job in an unknown tunnel", "Job J.000001 tunnel_ids[0]", "dangling",
              [](R&, W& w) { w.mutable_jobs(0)->set_tunnel_ids(0, "T.X"); });
        warning("pool given away twice", std::string("Pool ") + kZhongwei + " chips", "overbooked",
                [](R&, W& w) {
                    *w.add_jobs() = w.jobs(0);
                    w.mutable_jobs(1)->set_id("J.000002");
                });
        error("reservation of nothing", "Reservation R.000001 object_id", "dangling",
              [](R&, W& w) { w.mutable_reservations(0)->set_object_id("L.X"); });
        error("reservation of no quantity", "Reservation R.000001 quantity", "not_positive",
              [](R&, W& w) { w.mutable_reservations(0)->set_quantity(0); });
        error("reservation that ends first", "Reservation R.000001 end_ns", "out_of_order", [](R&, W& w) {
            w.mutable_reservations(0)->set_start_ns(5);
            w.mutable_reservations(0)->set_end_ns(5);
        });
        error("cut of an unknown conduit", "NotableCut D.X conduit_id", "dangling",
              [](R&, W& w) { w.mutable_notable_cuts(0)->set_conduit_id("D.X"); });
        error("cut that hurts an unknown arc", "NotableCut D.BEJ~XIA worst_arc", "dangling",
              [](R&, W& w) { w.mutable_notable_cuts(0)->set_worst_arc("L.X>"); });
    }
};

QTEST_GUILESS_MAIN(TstValidate)
#include "tst_validate.moc"
