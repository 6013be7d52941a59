# How the numbers in this folder were made; R 4.2.2, survival 3.5-3, etm 1.1.1. Not run by the tests.
library(survival)
library(etm)
options(digits = 17)
write.csv(data.frame(time = aml$time, status = aml$status, x = aml$x), "aml.csv", row.names = FALSE, quote = FALSE)
out <- list()
put <- function(name, x) cat(name, sprintf("%.15g", x), sep = ",", fill = FALSE, file = "expected.csv", append = TRUE, "\n")
unlink("expected.csv")

# survival: Kaplan-Meier with Greenwood variance and log-log intervals; Nelson-Aalen; restricted mean
for (group in levels(aml$x)) {
  d <- aml[aml$x == group, ]
  f <- survfit(Surv(time, status) ~ 1, d, conf.type = "log-log")
  e <- f$n.event > 0
  put(paste("aml", group, "time"), f$time[e]); put(paste("aml", group, "survival"), f$surv[e])
  put(paste("aml", group, "se"), (f$surv * f$std.err)[e])
  put(paste("aml", group, "low"), f$lower[e]); put(paste("aml", group, "high"), f$upper[e])
  put(paste("aml", group, "hazard"), f$cumhaz[e]); put(paste("aml", group, "hazard se"), f$std.chaz[e])
  put(paste("aml", group, "median"), unname(quantile(f, 0.5)$quantile))
  put(paste("aml", group, "median low"), unname(quantile(f, 0.5)$lower))
  m <- survival:::survmean(f, rmean = 45)$matrix
  put(paste("aml", group, "mean to 45"), unname(m[c("rmean", "se(rmean)")]))
}

# survival: multi-state with late entry, loop-backs and ties
r <- read.csv("register.csv")
states <- c("design", "implementation", "ended: goal_achieved", "ended: abandoned")
r$event <- factor(r$to, c("censored", states))
r$from <- factor(r$state, states)
s <- survcheck(Surv(start, stop, event) ~ 1, r, id = id, istate = from)
f <- survfit(Surv(start, stop, event) ~ 1, r, id = id, istate = from, p0 = c(1, 0, 0, 0))
e <- rowSums(f$n.event) > 0
put("register time", f$time[e])
for (k in seq_along(f$states)) put(paste("register", f$states[k]), f$pstate[e, k])
put("register states at risk", f$n.risk[e, 1])

# etm: transition probabilities with the Greenwood-type covariance
q <- data.frame(id = r$id, from = r$state, to = ifelse(r$to == "censored", "cens", r$to), entry = r$start, exit = r$stop)
tra <- matrix(FALSE, 4, 4, dimnames = list(states, states))
tra[1, 2] <- tra[2, 1] <- tra[1, 4] <- tra[2, 3] <- tra[2, 4] <- TRUE
fit <- etm(q, states, tra, "cens", s = 2, t = 20)
p <- fit$est[, , dim(fit$est)[3]]
put("register P(2 20)", as.vector(t(p)))
v <- fit$cov[, , dim(fit$cov)[3]]
put("register se P(2 20)", sqrt(pmax(diag(v), 0)))
put("register cov design-implementation with implementation-implementation", v["design implementation", "implementation implementation"])

# etm: one living state, two ends
life <- aggregate(cbind(start = start) ~ id, r, min)
life$stop <- aggregate(stop ~ id, r, max)$stop
last <- tapply(seq_len(nrow(r)), r$id, max)
life$to <- r$to[last]
life$to[!grepl("ended", life$to)] <- "cens"
names2 <- c("not yet", "ended: goal_achieved", "ended: abandoned")
tra <- matrix(FALSE, 3, 3, dimnames = list(names2, names2)); tra[1, 2:3] <- TRUE
q <- data.frame(id = life$id, from = "not yet", to = life$to, entry = life$start, exit = life$stop)
fit <- etm(q, names2, tra, "cens", s = 0)
put("endings time", fit$time)
for (one in names2[2:3]) {
  put(paste("endings", one), fit$est["not yet", one, ])
  put(paste("endings se", one), sqrt(fit$cov[paste("not yet", one), paste("not yet", one), ]))
}
# survival: time spent in each state up to 24 months
put("register mean time to 24", unname(summary(f, rmean = 24)$table[, "rmean"]))
# survival: landmark, in implementation at 10
d <- subset(r, id %in% r$id[r$start <= 10 & r$stop > 10 & r$state == "implementation"] & stop > 10)
d$start <- pmax(d$start, 10)
f <- survfit(Surv(start, stop, event) ~ 1, d, id = id, istate = from, p0 = c(0, 1, 0, 0))
e <- rowSums(f$n.event) > 0
put("landmark time", f$time[e])
for (k in seq_along(f$states)) put(paste("landmark", f$states[k]), f$pstate[e, k])
# survival: length of stays in implementation that began under observation
d <- r[r$state == "implementation" & !(!duplicated(r$id) & r$start > 0), ]
f <- survfit(Surv(stop - start, to != "censored") ~ 1, d)
e <- f$n.event > 0
put("sojourn time", f$time[e]); put("sojourn survival", f$surv[e]); put("sojourn se", (f$surv * f$std.err)[e])
