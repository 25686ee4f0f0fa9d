"""Folds both flags into one, as older code does."""


def td0_evaluate(V, env, policy, episodes, alpha, gamma, rng):
    for _ in range(episodes):
        state, _ = env.reset()
        done = False
        while not done:
            action = rng.choice(len(policy[state]), p=policy[state])
            reached, reward, *flags, _ = env.step(int(action))
            done = any(flags)
            V[state] += alpha * (reward + gamma * V[reached] * (1 - done) - V[state])
            state = reached
